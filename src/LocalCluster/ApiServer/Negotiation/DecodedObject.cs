using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>An object from a body, free of what its schema does not know, and what strict decoding has to say about it.</summary>
internal sealed record DecodedObject(JsonObject Object, IReadOnlyList<string> StrictErrors);
