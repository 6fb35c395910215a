namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Marks a method that is called when a user submits a modal. Its values are parameters with <see cref="FieldAttribute"/>; parts of the
/// custom id are parameters as for <see cref="ComponentAttribute"/>.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
/// </remarks>
/// <param name="customId">The custom id of the modal, or a template of it. A custom id has 1 to 100 characters.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ModalAttribute(string customId) : Attribute
{
    /// <summary>The custom id, or a template of it.</summary>
    public string CustomId { get; } = customId;
}
