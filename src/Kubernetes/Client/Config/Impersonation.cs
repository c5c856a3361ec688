namespace Kubernetes.Client.Config;

/// <summary>Whom to act as: sent as Impersonate-* headers, allowed by the verb <c>impersonate</c>.</summary>
public sealed record Impersonation
{
    public required string User { get; init; }

    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
