namespace LocalCluster.ApiServer.Typed;

/// <summary>A value that Go could not have read into the field's type; the message is Go's.</summary>
internal sealed class TypeMismatchException(string message, string? conversion = null) : Exception(message)
{
    /// <summary>The words of the server where it reads from a map, not from a text, as it does after a strategic merge patch.</summary>
    public string Conversion { get; } = conversion ?? message;
}
