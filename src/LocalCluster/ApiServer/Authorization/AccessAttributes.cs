namespace LocalCluster.ApiServer.Authorization;

/// <summary>What somebody wants to do: with a resource, or with a plain path.</summary>
internal sealed record AccessAttributes
{
    public required string Verb { get; init; }

    public string Namespace { get; init; } = "";

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Set when it is no resource.</summary>
    public string? Path { get; init; }

    public static AccessAttributes Of(RequestInfo info) => info.IsResource
        ? new AccessAttributes
        {
            Verb = info.Verb,
            Namespace = info.Namespace,
            Group = info.Group,
            Version = info.Version,
            Resource = info.Resource,
            Subresource = info.Subresource,
            Name = info.Name,
        }
        : new AccessAttributes { Verb = info.Verb, Path = info.Path };
}
