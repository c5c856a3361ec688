using System.Text.Json.Nodes;
using Operator.Api.Definitions;

namespace EndToEnd.Tests.Fuzz;

/// <summary>
/// Random CounterApps, the same for the same seed. They follow the definition's own schema, so that many are accepted, and leave it now and
/// then at any depth: other types, huge numbers, nesting, unicode, unknown fields, fields of others.
/// </summary>
internal sealed class RandomApps(int seed)
{
    private static readonly JsonObject Schema = Version()["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();

    private readonly Random _random = new(seed);
    private readonly RandomJson _json = new(seed);

    /// <summary>A CounterApp of that name, or now and then of one that another object has already.</summary>
    public JsonObject Next(string name, IReadOnlyList<string> taken)
    {
        var app = new JsonObject
        {
            ["apiVersion"] = "counterapp.io/v1alpha1",
            ["kind"] = "CounterApp",
            ["metadata"] = Metadata(_random.Next(50) == 0 ? taken[_random.Next(taken.Count)] : name),
            ["spec"] = Spec(),
        };
        if (_random.Next(20) == 0) app["status"] = _json.Value(3);
        if (_random.Next(40) == 0) app[_json.Text()] = _json.Value(4);
        return app;
    }

    /// <summary>A spec as a merge patch for an app that is there.</summary>
    public JsonObject Change() => new() { ["spec"] = Spec() };

    private JsonObject Metadata(string name)
    {
        var metadata = new JsonObject { ["name"] = _random.Next(60) == 0 ? _json.Text() : name };
        if (_random.Next(5) == 0) metadata["labels"] = new JsonObject { ["example.com/team"] = "counters", ["app.kubernetes.io/instance"] = "somebody-else" };
        if (_random.Next(5) == 0) metadata["annotations"] = new JsonObject { ["example.com/note"] = _json.Text(), ["counterapp.io/promote"] = _json.Text() };
        if (_random.Next(10) == 0) metadata["finalizers"] = new JsonArray("example.com/keep");
        if (_random.Next(20) == 0) metadata["annotations"] = new JsonObject { ["counterapp.io/replacing"] = Guid.Empty.ToString() };
        if (_random.Next(30) == 0) metadata["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = "gone", ["uid"] = "0" });
        if (_random.Next(40) == 0) metadata[_json.Text()] = _json.Value(3);
        return metadata;
    }

    private JsonNode? Spec()
    {
        if (_random.Next(100) == 0) return _json.Value(5);
        var spec = Object(Schema, "spec");
        // Most apps have no pods, so that ten thousand fit; the others have few.
        if (spec["replicas"] is JsonValue || _random.Next(3) > 0) spec["replicas"] = _random.Next(12) switch { 0 => 1, 1 => _random.Next(4), 2 => _json.Value(1), _ => 0 };
        if (_random.Next(3) > 0) spec.Remove("updateStrategy");
        if (spec["template"] is not null) spec["template"] = Template();
        return spec;
    }

    private JsonObject Object(JsonObject schema, string path)
    {
        var result = new JsonObject();
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            if (required.Contains(name) ? _random.Next(40) > 0 : _random.Next(4) == 0) result[name] = Value(field!.AsObject(), name, $"{path}.{name}");
        }

        if (_random.Next(60) == 0) result[_json.Text()] = _json.Value(3);
        return result;
    }

    private JsonNode? Value(JsonObject schema, string name, string path)
    {
        if (_random.Next(120) == 0) return _json.Value(6);
        if (schema["enum"] is JsonArray choices) return choices[_random.Next(choices.Count)]!.DeepClone();
        if ((bool?)schema["x-kubernetes-int-or-string"] == true) return _random.Next(2) == 0 ? _random.Next(0, 5) : $"{_random.Next(0, 101)}%";
        return (string?)schema["type"] switch
        {
            "object" when schema["properties"] is not null => Object(schema, path),
            "object" => Map(schema, name, path),
            "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(schema["items"]!.AsObject(), name, path))]),
            "integer" => Integer(schema),
            "number" => _random.NextDouble() * 1000,
            "boolean" => _random.Next(4) == 0,
            _ => Text(schema, name),
        };
    }

    private JsonObject Map(JsonObject schema, string name, string path)
    {
        if (schema["additionalProperties"] is not JsonObject values) return _json.Object(3);
        var keys = name is "limits" or "requests" ? ["cpu", "memory", "ephemeral-storage", "example.com/gpu"] : (string[])["example.com/a", "b", _json.Text()];
        return new JsonObject(keys.Where(_ => _random.Next(2) == 0).DistinctBy(key => key).Select(key => KeyValuePair.Create(key, Value(values, key, path))));
    }

    private JsonNode Integer(JsonObject schema)
    {
        var (least, most) = ((long?)schema["minimum"] ?? 0, (long?)schema["maximum"] ?? int.MaxValue);
        return _random.Next(12) switch
        {
            0 => least,
            1 => most,
            2 => most + 1,
            3 => least - 1,
            4 => JsonNode.Parse("1.0")!,
            _ => _random.NextInt64(least, Math.Min(most, least + 5000) + 1),
        };
    }

    private string Text(JsonObject schema, string name)
    {
        if (_random.Next(30) == 0) return _json.Text();
        var usual = name switch
        {
            "image" => (string[])["counterapp:1.0", "counterapp:2.0", "registry.example.com:5000/a/b@sha256:0000", "no-such:1.0", "UPPER:Case", "a b"],
            "size" or "cpu" or "memory" or "ephemeral-storage" => ["10Mi", "1Gi", "0.5", "1e3", "100m", "12E", "99999999999999999999", "-1", "1n", "10 Mi"],
            "mountPath" => ["/data", "/", "/data/../etc", "/a:b", "/ü"],
            "storageClassName" => ["standard", "", "fast", "no such class"],
            "volumeName" => ["visits", "counter-python", "a", new string('v', 63), "Not-A-Name"],
            "name" => ["GREETING", "PORT", "A.B", "A", "1A", "regcred"],
            "fieldPath" => ["metadata.name", "spec.nodeName", "metadata.labels['a']", "nowhere"],
            "resource" => ["limits.cpu", "requests.memory", "limits.nothing"],
            _ => ["a", "10m", "http://example.com/x", "$(PORT)", "x-y"],
        };
        var text = usual[_random.Next(usual.Length)];
        return (long?)schema["maxLength"] is { } cap && _random.Next(40) == 0 ? new string('x', (int)Math.Min(cap, 5000)) : text;
    }

    private JsonNode? Template()
    {
        if (_random.Next(4) == 0) return _json.Object(5);
        var pod = new JsonObject();
        if (_random.Next(2) == 0) pod["containers"] = new JsonArray(Container("app"), Container("sidecar"));
        if (_random.Next(3) == 0) pod["tolerations"] = new JsonArray(new JsonObject { ["key"] = "a", ["operator"] = _json.Text() });
        if (_random.Next(3) == 0) pod["terminationGracePeriodSeconds"] = _json.Value(1);
        if (_random.Next(4) == 0) pod["volumes"] = new JsonArray(new JsonObject { ["name"] = "visits", ["emptyDir"] = new JsonObject() });
        if (_random.Next(5) == 0) pod["$patch"] = _random.Next(2) == 0 ? "replace" : "delete";
        if (_random.Next(5) == 0) pod[_json.Text()] = _json.Value(5);
        var labels = new JsonObject { ["app.kubernetes.io/instance"] = _json.Text(), ["team"] = "counters" };
        return new JsonObject { ["metadata"] = _random.Next(2) == 0 ? new JsonObject { ["labels"] = labels } : null, ["spec"] = pod };
    }

    private JsonObject Container(string name)
    {
        var container = new JsonObject { ["name"] = name };
        if (_random.Next(2) == 0) container["image"] = "busybox";
        if (_random.Next(3) == 0) container["command"] = _json.Value(2);
        if (_random.Next(3) == 0) container["env"] = new JsonArray(new JsonObject { ["name"] = "PORT", ["value"] = _json.Text() });
        if (_random.Next(4) == 0) container["resources"] = new JsonObject { ["limits"] = _json.Value(2) };
        if (_random.Next(4) == 0) container["ports"] = _json.Value(3);
        if (_random.Next(4) == 0) container["$patch"] = "delete";
        return container;
    }

    private static JsonObject Version() => JsonNode.Parse(DefinitionGenerator.Create().ToJsonString())!["spec"]!["versions"]![0]!.AsObject();
}
