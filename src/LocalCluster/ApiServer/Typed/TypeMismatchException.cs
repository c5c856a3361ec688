namespace LocalCluster.ApiServer.Typed;

/// <summary>A value that Go could not have read into the field's type; the message is Go's.</summary>
internal sealed class TypeMismatchException(string message) : Exception(message);
