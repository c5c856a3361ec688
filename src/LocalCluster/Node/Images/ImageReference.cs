using System.Text.RegularExpressions;

namespace LocalCluster.Node.Images;

/// <summary>
/// An image name as a pod spells it (`[registry/]repository[:tag][@digest]`), taken apart. The grammar is the one of the
/// distribution project's reference specification, which the kubelet applies too.
/// </summary>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>The repository without the `library/` that Docker Hub's official images carry.</summary>
    public string ShortRepository =>
        Registry == DefaultRegistry && Repository.StartsWith("library/", StringComparison.Ordinal) ? Repository[8..] : Repository;

    /// <summary>The full name that a container runtime resolves: registry, repository and tag or digest.</summary>
    public string Canonical => $"{Registry}/{Repository}" + (Digest is null ? $":{Tag ?? "latest"}" : $"@{Digest}");

    public static ImageReference? TryParse(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success) return null;

        var name = match.Groups["name"].Value;
        var (registry, repository) = SplitRegistry(name);
        return new ImageReference(
            registry,
            registry == DefaultRegistry && !repository.Contains('/', StringComparison.Ordinal) ? $"library/{repository}" : repository,
            match.Groups["tag"] is { Success: true } tag ? tag.Value : null,
            match.Groups["digest"] is { Success: true } digest ? digest.Value : null);
    }

    /// <summary>The reference parser's words for a name that <see cref="TryParse"/> refused.</summary>
    public static string WhyInvalid(string text) =>
        TryParse(text.ToLowerInvariant()) is { } lowered
            ? $"invalid reference format: repository name ({(lowered.Registry == DefaultRegistry && !text.Contains('/', StringComparison.Ordinal) ? "library/" : "")}{text.Split(':', '@')[0]}) must be lowercase"
            : "invalid reference format";

    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return (DefaultRegistry, name);

        var first = name[..slash];
        var isHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        return isHost ? (first, name[(slash + 1)..]) : (DefaultRegistry, name);
    }

    [GeneratedRegex(@"\A(?<name>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
