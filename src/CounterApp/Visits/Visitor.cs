using CounterApp.Http;
using CounterApp.Pages;

namespace CounterApp.Visits;

/// <summary>Someone who waits for the answer to a visit.</summary>
internal readonly record struct Visitor(Exchange Exchange, MediaKind Kind, long CameAt);
