namespace LocalCluster.ApiServer.Authentication;

/// <summary>Who a request comes from.</summary>
internal sealed record User(string Name, IReadOnlyList<string> Groups)
{
    public const string AllAuthenticated = "system:authenticated";
    public const string Masters = "system:masters";

    public static User Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    public string? Uid { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
