using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>Where the next page of a list starts, and at which revision the whole list is read; k8s.io/apiserver/pkg/storage spells it.</summary>
internal sealed record ContinueToken(long Revision, string StartKey)
{
    private const string Version = "meta.k8s.io/v1";

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public string Encode()
    {
        var json = new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = StartKey };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    /// <exception cref="StatusException">400 with the server's words.</exception>
    public static ContinueToken Decode(string text)
    {
        JsonNode? node;
        try
        {
            node = BodyFormat.ParseJson(Base64Url.DecodeFromChars(text.TrimEnd('=')));
        }
        catch (FormatException)
        {
            throw Refused("continue key is not valid: illegal base64 data at input byte " + FirstBad(text));
        }
        catch (MalformedBodyException malformed)
        {
            throw Refused("continue key is not valid: " + malformed.Message);
        }

        if (node.Text("v") is not Version || node is null)
            throw Refused(node.Text("v") is null or "" ? "continue key is not valid: server does not recognize this encoded version \"\"" : $"continue key is not valid: server does not recognize this encoded version {JsonSerializer.Serialize(node.Text("v"))}");
        if (node.Text("start") is not { Length: > 0 } start)
            throw Refused("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
        return new ContinueToken(node.Number("rv") ?? 0, start);
    }

    private static StatusException Refused(string why) => Failures.BadRequest("invalid continue token: " + why);

    private static int FirstBad(string text)
    {
        var at = text.AsSpan().IndexOfAnyExcept(Alphabet);
        return at < 0 ? text.Length / 4 * 4 : at;
    }
}
