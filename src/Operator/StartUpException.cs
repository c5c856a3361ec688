namespace Operator;

/// <summary>The operator cannot start; the message is the one line that a person gets to see.</summary>
internal sealed class StartUpException(string message, Exception? inner = null) : Exception(message, inner);
