using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Reads the <c>openAPIV3Schema</c> of a definition. It does not judge: that is <see cref="StructuralSchemaCheck"/>.</summary>
internal static class SchemaReader
{
    public static Schema Read(JsonObject openApiV3Schema) =>
        new(new SchemaSource(JsonSerializer.SerializeToElement<JsonNode>(openApiV3Schema, JsonSerializerOptions.Default), definitions: null));
}
