using System.Reflection;
using Operator.Api;
using Operator.Api.Definitions;

namespace EndToEnd.Tests.Fields;

/// <summary>One change of one field of the spec, as a merge patch.</summary>
internal sealed record FieldChange(string Field, string Patch)
{
    /// <summary>A change of every field that the API documents an effect for; a block such as env or resources is one field.</summary>
    public static IReadOnlyList<FieldChange> All { get; } =
    [
        new("replicas", """{"replicas":2}"""),
        new("service.type", """{"service":{"type":"ClusterIP"}}"""),
        new("service.port", """{"service":{"port":8080}}"""),
        new("service.nodePort", """{"service":{"type":"NodePort","nodePort":32701}}"""),
        new("service.annotations", """{"service":{"annotations":{"example.com/team":"blue"}}}"""),
        new("storage.size", """{"storage":{"size":"20Mi"}}"""),
        new("storage.whenDeleted", """{"storage":{"whenDeleted":"Delete"}}"""),
        new("storage.whenScaled", """{"storage":{"whenScaled":"Delete"}}"""),
        new("podManagementPolicy", """{"podManagementPolicy":"OrderedReady"}"""),
        new("minReadySeconds", """{"minReadySeconds":1}"""),
        new("revisionHistoryLimit", """{"revisionHistoryLimit":3}"""),
        new("progressDeadlineSeconds", """{"progressDeadlineSeconds":300}"""),
        new("updateStrategy", """{"updateStrategy":{"rollingUpdate":{"maxUnavailable":2}}}"""),
        new("notifications", """{"notifications":[{"name":"team","type":"Slack","secretRef":{"name":"webhooks","key":"team"}}]}"""),
        new("paused", """{"paused":true}"""),
        new("paused", """{"paused":false}"""),
        new("image", """{"image":"counterapp:2.0"}"""),
        new("imagePullPolicy", """{"imagePullPolicy":"Always"}"""),
        new("imagePullSecrets", """{"imagePullSecrets":[{"name":"registry"}]}"""),
        new("port", """{"port":5001}"""),
        new("storage.mountPath", """{"storage":{"mountPath":"/counts"}}"""),
        new("env", """{"env":[{"name":"COLOUR","value":"blue"}]}"""),
        new("resources", """{"resources":{"requests":{"cpu":"10m"}}}"""),
        new("template", """{"template":{"metadata":{"annotations":{"example.com/team":"blue"}}}}"""),
        new("storage.storageClassName", """{"storage":{"storageClassName":"other"}}"""),
        new("storage.accessModes", """{"storage":{"accessModes":["ReadWriteOncePod"]}}"""),
        new("storage.volumeName", """{"storage":{"volumeName":"other"}}"""),
    ];

    /// <summary>What the API says will happen.</summary>
    public ChangeEffect Effect => Documented[Field];

    /// <summary>Every field with its documented effect; that of a block holds for all that is in it.</summary>
    public static IReadOnlyDictionary<string, ChangeEffect> Documented { get; } = Walk(typeof(CounterAppSpec), "", null).ToDictionary();

    private static IEnumerable<KeyValuePair<string, ChangeEffect>> Walk(Type record, string path, ChangeEffect? inherited)
    {
        foreach (var property in SchemaGenerator.Properties(record))
        {
            var name = path + SchemaGenerator.JsonName(property);
            var effect = property.GetCustomAttribute<OnChangeAttribute>()?.Effect ?? inherited;
            if (property.PropertyType == typeof(CounterAppService) || property.PropertyType == typeof(CounterAppStorage))
            {
                foreach (var inner in Walk(property.PropertyType, $"{name}.", effect)) yield return inner;
            }
            else
            {
                yield return KeyValuePair.Create(name, effect ?? throw new InvalidOperationException($"spec.{name} does not say what a change does to the pods."));
            }
        }
    }

    public override string ToString() => $"{Field} ({Effect})";
}
