using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Tables;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The stream of a watch: one JSON object a line. Stored bytes go out as they are wherever the request's form allows.</summary>
internal sealed class WatchOutput(ApiRequest request, Func<DateTimeOffset> clock)
{
    private readonly bool _asStored = request.Form.Form == ObjectForm.Whole && ObjectConversion.IsIdentity(request.Resource);
    private readonly TablePrinter? _tables = request.Form.Form == ObjectForm.Table ? new TablePrinter(request, clock) : null;
    private bool _pending;

    public async Task StartAsync(CancellationToken cancellation)
    {
        request.Http.Response.StatusCode = 200;
        request.Http.Response.ContentType = "application/json";
        await request.Http.Response.StartAsync(cancellation);
        await request.Http.Response.BodyWriter.FlushAsync(cancellation);
    }

    /// <param name="type">ADDED, MODIFIED or DELETED.</param>
    /// <param name="stored">The object's state to show.</param>
    /// <param name="revision">Shown instead of the state's own revision.</param>
    public void Add(string type, StoredObject stored, long? revision = null)
    {
        if (_asStored && revision is null)
            Write(type, stored.Json.Span);
        else if (request.Form.Form == ObjectForm.MetadataOnly && revision is null)
            Write(type, PartialMetadata.Of(stored.Json.Span));
        else
            Write(type, ObjectText.Write(Shape(stored, revision)));
    }

    public void AddBookmark(long revision, bool endOfInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (endOfInitialEvents)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var (kind, apiVersion) = request.Form.Form switch
        {
            ObjectForm.MetadataOnly => ("PartialObjectMetadata", "meta.k8s.io/v1"),
            ObjectForm.Table => ("Table", "meta.k8s.io/v1"),
            _ => (request.Resource.Kind, request.Resource.ApiVersion),
        };
        var bookmark = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = metadata };
        if (request.Form.Form == ObjectForm.Table)
            bookmark["rows"] = new JsonArray();
        Write("BOOKMARK", ObjectText.Write(bookmark));
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (!_pending)
            return;
        _pending = false;
        await request.Http.Response.BodyWriter.FlushAsync(cancellation);
    }

    public Task FailAsync(JsonObject status, CancellationToken cancellation) => WriteFailureAsync(request.Http.Response, status, cancellation);

    /// <summary>The last event of a watch: why it ends.</summary>
    public static async Task WriteFailureAsync(HttpResponse response, JsonObject status, CancellationToken cancellation)
    {
        Write(response.BodyWriter, "ERROR", ObjectText.Write(status));
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private JsonObject Shape(StoredObject stored, long? revision)
    {
        var obj = StoredForm.Read(stored);
        if (revision is { } number)
            obj.Metadata()["resourceVersion"] = number.ToString(CultureInfo.InvariantCulture);
        var served = ObjectConversion.ToServed(obj, request.Resource);
        return request.Form.Form switch
        {
            ObjectForm.Whole => served,
            ObjectForm.MetadataOnly => PartialMetadata.Of(served),
            ObjectForm.Table => _tables!.Event(served),
            _ => throw new InvalidOperationException($"unknown form {request.Form.Form}"),
        };
    }

    private void Write(string type, ReadOnlySpan<byte> obj)
    {
        Write(request.Http.Response.BodyWriter, type, obj);
        _pending = true;
    }

    private static void Write(System.IO.Pipelines.PipeWriter writer, string type, ReadOnlySpan<byte> obj)
    {
        Put(writer, "{\"type\":\""u8);
        writer.Advance(Encoding.ASCII.GetBytes(type, writer.GetSpan(type.Length)));
        Put(writer, "\",\"object\":"u8);
        Put(writer, obj);
        Put(writer, "}\n"u8);
    }

    private static void Put(System.IO.Pipelines.PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
