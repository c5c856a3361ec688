using System.IO.Pipelines;
using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>The bytes of a request's body and what they claim to be.</summary>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, string MediaType)
{
    private const int Limit = 3 * 1024 * 1024;

    public bool IsEmpty => Bytes.IsEmpty;

    public bool IsYaml => MediaType is "application/yaml" or "application/apply-patch+yaml";

    /// <exception cref="StatusException">413 when it is longer than the server takes.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Limit));
        ReadResult read;
        do
        {
            read = await request.BodyReader.ReadAsync(cancellation);
            foreach (var block in read.Buffer)
                buffer.Write(block.Span);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (buffer.Length > Limit)
                throw TooLarge();
        }
        while (!read.IsCompleted);

        return new RequestBody(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), MediaTypeOf(request.ContentType));
    }

    private static string MediaTypeOf(string? contentType) =>
        string.IsNullOrWhiteSpace(contentType) ? "application/json" : contentType.Split(';')[0].Trim().ToLowerInvariant();

    private static StatusException TooLarge() => new(413, StatusBody.Failure(413, "RequestEntityTooLarge",
        $"Request entity is too large: limit is {Limit}", new System.Text.Json.Nodes.JsonObject()));
}
