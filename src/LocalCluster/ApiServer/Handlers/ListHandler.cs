using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Tables;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>GET of a collection.</summary>
internal sealed class ListHandler(ApiState state) : IVerbHandler
{
    public Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var page = ListPage.Read(request, state.Store);
        var asStored = request.Form is { Form: ObjectForm.Whole, Yaml: false, Pretty: false } && ObjectConversion.IsIdentity(request.Resource);
        return asStored
            ? ResponseWriter.PiecesAsync(request.Http, 200, "application/json", Join(request, page), cancellation)
            : ResponseWriter.ObjectAsync(request.Http, 200, Shape(request, page), request.Form, cancellation);
    }

    /// <summary>The list's own metadata; custom lists always show their continue token, an empty one too.</summary>
    internal static JsonObject Metadata(ApiRequest request, ListPage page)
    {
        var metadata = new JsonObject { ["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null || (request.Resource.IsCustom && request.Form.Form == ObjectForm.Whole))
            metadata["continue"] = page.Continue ?? "";
        if (page.Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        return metadata;
    }

    internal static JsonObject WholeList(ApiRequest request, ListPage page)
    {
        var items = new JsonArray([.. page.Objects.Select(stored => Item(request, stored))]);
        return new JsonObject
        {
            ["kind"] = request.Resource.ListKind,
            ["apiVersion"] = request.Resource.ApiVersion,
            ["metadata"] = Metadata(request, page),
            ["items"] = items,
        };
    }

    private JsonObject Shape(ApiRequest request, ListPage page) => request.Form.Form switch
    {
        ObjectForm.Whole => WholeList(request, page),
        ObjectForm.MetadataOnly => new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = Metadata(request, page),
            ["items"] = new JsonArray([.. page.Objects.Select(stored => PartialMetadata.Of(StoredForm.Read(stored)))]),
        },
        ObjectForm.Table => new TablePrinter(request, () => state.Now).Many(
            page.Objects.Select(stored => ObjectConversion.ToServed(StoredForm.Read(stored), request.Resource)), Metadata(request, page)),
        _ => throw new InvalidOperationException($"unknown form {request.Form.Form}"),
    };

    private static JsonObject Item(ApiRequest request, StoredObject stored)
    {
        var served = ObjectConversion.ToServed(StoredForm.Read(stored), request.Resource);
        if (!request.Resource.IsCustom)
        {
            served.Remove("kind");
            served.Remove("apiVersion");
        }

        return served;
    }

    /// <summary>Stored bytes, one after the other: nothing is parsed for a plain list.</summary>
    private static List<ReadOnlyMemory<byte>> Join(ApiRequest request, ListPage page)
    {
        var resource = request.Resource;
        var skip = resource.IsCustom ? 0 : ObjectText.HeaderLength(resource.Kind, resource.ApiVersion);
        byte[] first = skip > 0 ? [(byte)'{'] : [];
        byte[] next = [(byte)',', .. first];
        var head = $"{{\"kind\":{JsonSerializer.Serialize(resource.ListKind)},\"apiVersion\":{JsonSerializer.Serialize(resource.ApiVersion)},\"metadata\":{Metadata(request, page).ToJsonString()},\"items\":[";
        List<ReadOnlyMemory<byte>> pieces = [Encoding.UTF8.GetBytes(head)];
        foreach (var stored in page.Objects)
        {
            pieces.Add(pieces.Count == 1 ? first : next);
            pieces.Add(stored.Json[skip..]);
        }

        pieces.Add("]}"u8.ToArray());
        return pieces;
    }
}
