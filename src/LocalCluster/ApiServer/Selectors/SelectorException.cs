namespace LocalCluster.ApiServer.Selectors;

/// <summary>A selector that cannot be read; the message is the server's.</summary>
internal sealed class SelectorException(string message) : Exception(message);
