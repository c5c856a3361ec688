namespace LocalCluster.ApiServer;

/// <summary>What a path asks for, as k8s.io/apiserver's RequestInfo resolves it. Pure.</summary>
internal sealed record RequestInfo
{
    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Empty at cluster scope. For a request about a namespace itself this is that namespace.</summary>
    public string Namespace { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>What follows the subresource, for proxies, without its leading slash.</summary>
    public string Rest { get; init; } = "";

    public string Verb { get; init; } = "";

    public required string Path { get; init; }

    public static RequestInfo Parse(string method, string path, bool watch)
    {
        var info = new RequestInfo { Path = path, Verb = method.ToLowerInvariant() };
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", var version, _, ..] => Resolve(info with { Version = version }, parts[2..], method, watch),
            ["apis", var group, var version, _, ..] => Resolve(info with { Group = group, Version = version }, parts[3..], method, watch),
            _ => info,
        };
    }

    private static RequestInfo Resolve(RequestInfo info, string[] parts, string method, bool watch)
    {
        if (parts[0] == "watch" && parts.Length > 1)
            (parts, watch) = (parts[1..], true);
        if (parts is ["namespaces", var space, ..])
        {
            info = info with { Namespace = space };
            if (parts.Length > 2 && parts[2] is not ("status" or "finalize"))
                parts = parts[2..];
        }

        info = info with
        {
            IsResource = true,
            Resource = parts[0],
            Name = parts.ElementAtOrDefault(1) ?? "",
            Subresource = parts.ElementAtOrDefault(2) ?? "",
            Rest = string.Join('/', parts.Skip(3)),
        };
        return info with { Verb = VerbOf(method, info.Name.Length > 0, watch) };
    }

    private static string VerbOf(string method, bool named, bool watch) => method switch
    {
        "GET" or "HEAD" when watch => "watch",
        "GET" or "HEAD" => named ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        _ => method.ToLowerInvariant(),
    };
}
