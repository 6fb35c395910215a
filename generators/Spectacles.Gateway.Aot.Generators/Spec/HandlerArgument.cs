namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a handler method's parameter receives.</summary>
internal enum HandlerArgument
{
    Model,
    Dispatch,
    DispatchByValue,
    Shard,
    CancellationToken,
}
