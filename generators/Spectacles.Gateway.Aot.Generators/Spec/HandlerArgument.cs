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
}
