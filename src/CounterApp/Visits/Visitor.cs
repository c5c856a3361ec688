using CounterApp.Pages;

namespace CounterApp.Visits;

/// <summary>Someone who waits for the answer to a visit.</summary>
internal readonly record struct Visitor(HttpContext Context, MediaKind Kind, long CameAt);
