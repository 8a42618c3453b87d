/** Application Load Balancers are what `aws.lb.LoadBalancer` makes where it is not told otherwise. */
export const isApplication = ({ loadBalancerType }: { readonly loadBalancerType?: string | undefined }): boolean =>
  loadBalancerType === undefined || loadBalancerType === "application";
