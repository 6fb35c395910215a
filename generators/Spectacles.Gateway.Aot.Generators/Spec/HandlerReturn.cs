namespace Spectacles.Gateway.Generators;

/// <summary>What a handler method returns.</summary>
internal enum HandlerReturn
{
    Void,
    Task,
    ValueTask,
}
