namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a handler method's parameter receives.</summary>
internal enum HandlerArgument
{
    Model,
    View,
    Dispatch,
    DispatchByValue,
    Shard,
    CancellationToken,

    /// <summary>A model or a view of the project's own schema, until <see cref="HandlerJoin"/> has found which.</summary>
    Own,
}
