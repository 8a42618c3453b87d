"""Of how calls are read and judged, with no server: requests are botocore's own."""
