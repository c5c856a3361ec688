namespace LocalCluster.ApiServer.Negotiation;

/// <summary>A body that is no JSON and no YAML; the message says why, in the words of Go's parsers.</summary>
internal sealed class MalformedBodyException(string message) : Exception(message);
