using System.Text.Json;
using System.Text.Json.Serialization;

namespace CounterApp.Handover;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(HandoverDocument))]
[JsonSerializable(typeof(HandoverOffer))]
internal sealed partial class HandoverJson : JsonSerializerContext;
