namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a handler method returns.</summary>
internal enum HandlerReturn
{
    Void,
    Task,
    ValueTask,
}
