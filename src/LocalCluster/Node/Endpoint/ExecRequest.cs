namespace LocalCluster.Node.Endpoint;

/// <summary>What a client wants to run in a container, and which streams it wants (core/v1 PodExecOptions).</summary>
internal sealed record ExecRequest(IReadOnlyList<string> Command, bool Input, bool Output, bool Error, bool Terminal)
{
    public static ExecRequest Of(IQueryCollection query) => new(
        [.. query["command"].OfType<string>()],
        IsTrue(query["stdin"]) || IsTrue(query["input"]),
        IsTrue(query["stdout"]) || IsTrue(query["output"]),
        IsTrue(query["stderr"]) || IsTrue(query["error"]),
        IsTrue(query["tty"]));

    private static bool IsTrue(string? value) => value is "true" or "1";
}
