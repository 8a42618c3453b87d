"""CodeDeploy, for functions alone: applications, groups, configurations, and deployments that really shift an alias.

AWS CodeDeploy API Reference and User Guide.
"""
