namespace Spectacles.Gateway.Interactions;

/// <summary>Marks a method that is called when a user uses a component of a message: a button or a select menu.</summary>
/// <remarks>
/// <para>
/// Parts of the custom id in braces are parameters of the method with the same name: <c>[Component("vote:{poll}:{answer}")]</c> with
/// <c>(Interaction context, Snowflake poll, int answer)</c>. A part reaches to the text that follows it in the template, and the last one
/// to the end. A part is a <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="bool"/>,
/// <see cref="Snowflake"/>, <see cref="Guid"/> or an enum (by the names of its members), in the form in which C# interpolates them. A
/// custom id with another form of text is not this component.
/// </para>
/// <para>
/// If several templates match, the one with the most characters outside of its braces is used. A parameter with
/// <see cref="SelectedAttribute"/> receives what the user has selected in a menu.
/// </para>
/// https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id
/// </remarks>
/// <param name="customId">The custom id, or a template of it. A custom id has 1 to 100 characters.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ComponentAttribute(string customId) : Attribute
{
    /// <summary>The custom id, or a template of it.</summary>
    public string CustomId { get; } = customId;
}
