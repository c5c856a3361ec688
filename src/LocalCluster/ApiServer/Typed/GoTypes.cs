using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>What Go calls the types of the fields, and what fits into them.</summary>
internal static class GoTypes
{
    /// <summary>Types that read whatever JSON they are given.</summary>
    private static readonly FrozenSet<string> Opaque = FrozenSet.Create(
        "JSON", "JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray", "RawExtension", "FieldsV1");

    /// <summary>Strings with a type of their own, by struct and field.</summary>
    private static readonly FrozenDictionary<string, string> NamedStrings = new Dictionary<string, string>
    {
        ["ServiceSpec.type"] = "v1.ServiceType",
        ["ServiceSpec.sessionAffinity"] = "v1.ServiceAffinity",
        ["ServiceSpec.externalTrafficPolicy"] = "v1.ServiceExternalTrafficPolicy",
        ["ServiceSpec.internalTrafficPolicy"] = "v1.ServiceInternalTrafficPolicy",
        ["ServiceSpec.ipFamilyPolicy"] = "v1.IPFamilyPolicy",
        ["ServiceSpec.ipFamilies"] = "v1.IPFamily",
        ["ServicePort.protocol"] = "v1.Protocol",
        ["ContainerPort.protocol"] = "v1.Protocol",
        ["Container.imagePullPolicy"] = "v1.PullPolicy",
        ["Container.terminationMessagePolicy"] = "v1.TerminationMessagePolicy",
        ["PodSpec.restartPolicy"] = "v1.RestartPolicy",
        ["PodSpec.dnsPolicy"] = "v1.DNSPolicy",
        ["PodStatus.phase"] = "v1.PodPhase",
        ["PersistentVolumeClaimSpec.accessModes"] = "v1.PersistentVolumeAccessMode",
        ["PersistentVolumeSpec.accessModes"] = "v1.PersistentVolumeAccessMode",
        ["PersistentVolumeClaimSpec.volumeMode"] = "v1.PersistentVolumeMode",
        ["PersistentVolumeSpec.persistentVolumeReclaimPolicy"] = "v1.PersistentVolumeReclaimPolicy",
        ["StatefulSetSpec.podManagementPolicy"] = "v1.PodManagementPolicyType",
        ["StatefulSetUpdateStrategy.type"] = "v1.StatefulSetUpdateStrategyType",
        ["DeploymentStrategy.type"] = "v1.DeploymentStrategyType",
        ["Secret.type"] = "v1.SecretType",
        ["ObjectMeta.uid"] = "types.UID",
        ["OwnerReference.uid"] = "types.UID",
        ["Toleration.operator"] = "v1.TolerationOperator",
        ["Toleration.effect"] = "v1.TaintEffect",
        ["HTTPGetAction.scheme"] = "v1.URIScheme",
        ["CustomResourceDefinitionSpec.scope"] = "v1.ResourceScope",
        ["EndpointSlice.addressType"] = "v1.AddressType",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsOpaque(Schema schema) => schema.Name is { } name && Opaque.Contains(name);

    /// <summary>A schema inside a schema may be a schema or something else; as an object it is one more schema.</summary>
    public static Schema Resolve(Schema member, Schema parent, JsonNode? value) =>
        value is JsonObject && member.Name is "JSONSchemaPropsOrArray" or "JSONSchemaPropsOrBool" && parent.Name == "JSONSchemaProps" ? parent : member;

    public static string Name(Schema schema, TypedPath? path = null) => schema.Type switch
    {
        "array" => "[]" + (schema.Items is { } items ? Name(items, path) : "interface {}"),
        "object" when schema.AdditionalProperties is { } values => "map[string]" + Name(values),
        "object" => $"v1.{schema.Name}",
        "integer" => schema.Format == "int64" ? "int64" : "int32",
        "boolean" => "bool",
        "number" => "float64",
        "string" => path is not null && NamedStrings.TryGetValue($"{path.Struct}.{path.Field}", out var named) ? named : "string",
        _ => $"v1.{schema.Name}",
    };

    public static JsonNode CheckInteger(JsonNode value, Schema schema, TypedPath path, bool anySize)
    {
        var type = Name(schema);
        if (value.GetValueKind() != JsonValueKind.Number)
            throw path.Mismatch(value, type);
        var text = value.ToJsonString();
        var fits = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && (anySize || type == "int64" || number is >= int.MinValue and <= int.MaxValue);
        if (fits)
            return value;
        throw new TypeMismatchException(
            $"json: cannot unmarshal number {text} into Go struct field {path.Struct}.{path.GoPath} of type {type}", $"cannot convert float64 to {type}");
    }

    public static JsonNode CheckIntOrString(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value,
        JsonValueKind.Number when int.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => value,
        JsonValueKind.Number => throw new TypeMismatchException($"json: cannot unmarshal number {value.ToJsonString()} into Go value of type int32"),
        _ => throw new TypeMismatchException($"json: cannot unmarshal {TypedPath.Kind(value)} into Go value of type int32"),
    };

    public static JsonNode CheckBase64(JsonNode value)
    {
        var text = value.GetValue<string>();
        var at = 0;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '/'))
            at++;
        var padding = text[at..];
        var complete = padding is "" or "=" or "==" && text.Length % 4 == 0;
        if (complete)
            return value;
        var complaint = $"illegal base64 data at input byte {(padding.TrimEnd('=').Length == 0 && text.Length % 4 != 0 ? text.Length : at)}";
        throw new TypeMismatchException(complaint, $"error decoding from json: {complaint}");
    }
}
