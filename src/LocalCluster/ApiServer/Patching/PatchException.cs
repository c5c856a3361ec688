namespace LocalCluster.ApiServer.Patching;

/// <summary>
/// A patch that cannot be applied: the status code, reason and message of the answer. An empty message means the server's general text
/// for that code.
/// </summary>
internal sealed class PatchException(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    /// <summary>An operation of a JSON patch did not apply; the server does not say which (422, Invalid).</summary>
    public static PatchException Unprocessable() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request");

    public static PatchException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>The server's own failure to make sense of a patch (500, no reason).</summary>
    public static PatchException Internal(string message) => new(500, "", message);
}
