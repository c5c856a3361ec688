using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>Which colour serves, and how far a rollout into the other one has come.</summary>
public sealed record BlueGreenStatus
{
    /// <summary>Values of <see cref="Promoted"/>.</summary>
    public const string AsPlanned = "next", InFull = "full";

    [Description("The colour whose pods the Service leads to.")]
    [Required]
    [AllowedValues(Colour.Blue, Colour.Green)]
    public string Serving { get; init; } = Colour.Blue;

    [Description("The colour that is to run what the spec asks for.")]
    [AllowedValues(Colour.Blue, Colour.Green)]
    public string? Target { get; init; }

    [Description("The revision that the serving colour keeps until the switch.")]
    public string? ServingRevision { get; init; }

    [Description("Stands for what the spec asked of the pods that serve: going back to it needs no second colour.")]
    public string? ServingWish { get; init; }

    [Description("How the new colour was promoted, next or full, by a person or by the time.")]
    public string? Promoted { get; init; }

    [Description("When the new colour was given the visits of the old one.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? HandedOverAt { get; init; }

    [Description("When traffic was switched. Until the old colour is gone an abort switches back.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? SwitchedAt { get; init; }

    [Description("When traffic was switched back. The colour that goes counts on for a moment: proxies follow a Service with some delay.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? SwitchedBackAt { get; init; }

    [Description("Whether the volumes of the colour that goes may hold visits that were not handed over: its claims are kept then.")]
    public bool? HasDoubts { get; init; }

    [Description("How many pods of the colour that goes have handed over all they counted, from ordinal 0 on.")]
    public int? Closed { get; init; }

    [Description("When the colour that goes counted its last visit and had handed it over.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? ClosedAt { get; init; }
}
