namespace Spectacles.Gateway.Generators;

/// <summary>What a method that answers interactions returns.</summary>
internal enum InteractionReturn
{
    Task,
    ValueTask,

    /// <summary>Suggestions without a task.</summary>
    List,
}
