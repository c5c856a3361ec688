using System.Text;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Who owns fields: a name, how it writes, through which subresource, and for updates with which version; an applier is the same one in
/// every version.
/// </summary>
internal sealed record FieldOwner(string Manager, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    public static FieldOwner Applier(string manager, string? subresource) => new(Named(manager), Apply, "", subresource ?? "");

    public static FieldOwner Updater(string manager, string apiVersion, string? subresource) =>
        new(Named(manager), Update, apiVersion, subresource ?? "");

    public bool IsApplier => Operation == Apply;

    /// <summary>As in the message of a conflict.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(GoText.Quote(Manager));
        if (Subresource != "")
            text.Append(" with subresource ").Append(GoText.Quote(Subresource));
        if (!IsApplier)
            text.Append(" using ").Append(ApiVersion);
        return text.ToString();
    }

    /// <summary>The server sorts conflicting managers by the JSON of their identity.</summary>
    public string SortKey => $"{Manager}\"\0{Operation}\0{ApiVersion}\0{Subresource}";

    private static string Named(string manager) => manager == "" ? "unknown" : manager;
}
