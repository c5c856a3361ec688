namespace Operator.Desired;

/// <summary>spec.template cannot be laid over the pod template; the message says where.</summary>
internal sealed class OverlayException(string message, Exception? inner = null) : Exception(message, inner);
