using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;
using UriFormat = LocalCluster.ApiServer.Schemas.UriFormat;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A format by its name: what a text has to look like.</summary>
internal sealed record CelFormat(string Name, Func<string, IReadOnlyList<string>> Check) : CelOpaque(CelType.Format.Name)
{
    public static readonly IReadOnlyList<CelFormat> All =
    [
        new("dns1123Label", NameSyntax.Label), new("dns1123Subdomain", NameSyntax.Subdomain), new("dns1035Label", NameSyntax.Label1035),
        new("dns1123LabelPrefix", text => NameSyntax.Label(Prefix(text))), new("dns1123SubdomainPrefix", text => NameSyntax.Subdomain(Prefix(text))),
        new("dns1035LabelPrefix", text => NameSyntax.Label1035(Prefix(text))),
        new("qualifiedName", NameSyntax.QualifiedName), new("labelValue", NameSyntax.LabelValue),
        new("uri", text => UriFormat.IsRequestUri(text) ? [] : [$"parse {GoText.Quote(text)}: {(text.Length == 0 ? "empty url" : "invalid URI for request")}"]),
        Known("uuid", "does not match the UUID format"), Known("byte", "invalid base64"), Known("date", "invalid date"), Known("datetime", "invalid datetime"),
    ];

    public bool Equals(CelFormat? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>A name that goes on may end with a dash.</summary>
    private static string Prefix(string text) => text.EndsWith('-') ? text[..^1] + 'a' : text;

    private static CelFormat Known(string name, string complaint) => new(name, text => StringFormats.IsValid(name, text) ? [] : [complaint]);
}
