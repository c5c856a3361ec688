namespace LocalCluster.ApiServer.Resources;

/// <summary>A subresource; <see cref="Group"/> and <see cref="Version"/> are empty when its kind is of the parent's group.</summary>
internal sealed record SubresourceDefinition(string Name, string Kind, IReadOnlyList<string> Verbs, string Group = "", string Version = "")
{
    public static SubresourceDefinition StatusOf(string kind) => new("status", kind, ResourceVerbs.ReadAndWrite);

    public static SubresourceDefinition Scale { get; } = new("scale", "Scale", ResourceVerbs.ReadAndWrite, "autoscaling", "v1");
}
