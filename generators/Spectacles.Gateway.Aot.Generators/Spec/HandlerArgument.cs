namespace Spectacles.Gateway.Generators;

/// <summary>What a handler method's parameter receives.</summary>
internal enum HandlerArgument
{
    Model,
    View,
    Dispatch,
    DispatchByValue,
    Shard,
    CancellationToken,

    /// <summary>A model or a view of the project's own schema, until the two are joined by name.</summary>
    Own,
}
