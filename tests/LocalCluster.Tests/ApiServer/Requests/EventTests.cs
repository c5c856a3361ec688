namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Events in both of their groups, and what each asks of them.</summary>
public sealed class EventTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string New = "/apis/events.k8s.io/v1/namespaces/default/events";
    private const string Core = "/api/v1/namespaces/default/events";

    [Theory]
    [InlineData("deprecatedCount", "3", "count: Invalid value: \"\": needs to be unset")]
    [InlineData("deprecatedFirstTimestamp", "\"2026-01-01T00:00:00Z\"", "firstTimestamp: Invalid value: \"\": needs to be unset")]
    [InlineData("deprecatedSource", """{"component":"x"}""", "source: Invalid value: \"\": needs to be unset")]
    [InlineData("type", "\"Odd\"", "type: Invalid value: \"\": has invalid value: Odd")]
    [InlineData("series", """{"count":1,"lastObservedTime":"2026-01-01T00:00:00.000000Z"}""", "series.count: Invalid value: \"\": should be at least 2")]
    [InlineData("reportingInstance", "\"\"", "reportingInstance: Required value")]
    public async Task A_new_event_is_of_the_new_kind_altogether(string field, string value, string why) =>
        (await server.PostAsync(New, Event("refused", field, value))).Says(422, $"Event \"refused\" is invalid: {why}");

    [Theory]
    [InlineData("""{"note":"other"}""", "message: Invalid value: \"other\": field is immutable")]
    [InlineData("""{"action":"Other"}""", "action: Invalid value: \"Other\": field is immutable")]
    [InlineData("""{"regarding":{"name":"other"}}""", "involvedObject: Invalid value: {\"Kind\":\"StatefulSet\",\"Namespace\":\"default\",\"Name\":\"other\",\"UID\":\"\",\"APIVersion\":\"apps/v1\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable")]
    [InlineData("""{"series":{"count":1,"lastObservedTime":"2026-01-01T00:00:00.000000Z"}}""", "series.count: Invalid value: \"\": should be at least 2")]
    public async Task Of_a_new_event_only_the_series_changes(string change, string why)
    {
        var name = $"fixed-{Guid.NewGuid():N}";
        (await server.PostAsync(New, Event(name, "type", "\"Normal\""))).Is(201);

        (await server.PatchAsync($"{New}/{name}", change)).Says(422, $"Event \"{name}\" is invalid: {why}");
        (await server.PatchAsync($"{Core}/{name}", """{"message":"other"}""")).Is(200);
    }

    [Fact]
    public async Task An_old_event_with_a_time_of_the_new_kind_is_complete_too() =>
        Assert.Equal(
            ["FieldValueRequired reportingComponent", "FieldValueInvalid reportingComponent", "FieldValueInvalid reportingComponent", "FieldValueRequired reportingInstance", "FieldValueRequired action"],
            (await server.PostAsync(Core, """{"apiVersion":"v1","kind":"Event","metadata":{"name":"half"},"involvedObject":{"kind":"Pod","namespace":"default","name":"a"},"reason":"R","eventTime":"2026-01-01T00:00:00.000000Z"}""")).Is(422).Causes);

    private static string Event(string name, string field, string value)
    {
        var all = Json.Object($$$"""
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"{{{name}}}"},"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"example.com/op","reportingInstance":"op-1",
             "action":"Scale","reason":"Scaled","type":"Normal","note":"scaled","regarding":{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","namespace":"default"}}
            """);
        all[field] = Json.Node(value);
        return all.ToJsonString();
    }
}
