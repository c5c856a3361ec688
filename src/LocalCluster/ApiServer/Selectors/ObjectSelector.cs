using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>The label and the field selector of one request, checked against what the resource can select by.</summary>
internal sealed record ObjectSelector(LabelSelector Labels, FieldSelector Fields)
{
    public bool IsEverything => Labels.IsEverything && Fields.IsEverything;

    /// <exception cref="StatusException">400 with the server's words.</exception>
    public static ObjectSelector Parse(ResourceDefinition resource, string? labels, string? fields)
    {
        try
        {
            var selector = new ObjectSelector(LabelSelector.Parse(labels ?? ""), FieldSelectorNames.ToStorage(resource, FieldSelector.Parse(fields ?? "")));
            return selector;
        }
        catch (SelectorException refused)
        {
            throw Failures.BadRequest(refused.Message);
        }
    }

    public bool Matches(StoredObject stored) =>
        (Labels.IsEverything || Labels.Matches(StoredForm.LabelsOf(stored))) && (Fields.IsEverything || Fields.Matches(name => Value(stored, name)));

    private static string Value(StoredObject stored, string name) => name switch
    {
        "metadata.name" => stored.Name,
        "metadata.namespace" => stored.Namespace,
        _ => stored.Fields.GetValueOrDefault(name) ?? "",
    };
}
