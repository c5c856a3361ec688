namespace LocalCluster.Node.Endpoint;

/// <summary>Reads the names in a route.</summary>
internal static class RouteNames
{
    public static (string Namespace, string Pod, string Container) Of(HttpContext context) =>
        (Value(context, "namespace"), Value(context, "pod"), Value(context, "container"));

    public static string Value(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";
}
