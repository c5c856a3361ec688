namespace EndToEnd.Tests.Visiting;

/// <summary>
/// What the volumes of an app hold. Where only one colour has volumes, the two numbers are one; where both have, they may know of the same
/// visits, and the total lies between the greater one of each pair and the sum.
/// </summary>
/// <param name="AtLeast">No more than the total.</param>
/// <param name="AtMost">No less than the total.</param>
/// <param name="Ordinals">The ordinals that have a volume.</param>
internal sealed record VolumeReading(long AtLeast, long AtMost, IReadOnlyList<int> Ordinals);
