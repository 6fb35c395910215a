namespace Spectacles.Gateway.Interactions;

/// <summary>
/// A choice of an option, up to 25 for one parameter; or, on a member of an enum, the name that the user sees for it.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands, "Application Command Option Choice Structure"
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field, AllowMultiple = true)]
public sealed class ChoiceAttribute : Attribute
{
    /// <summary>Creates a choice whose value is its name, or names the member of an enum.</summary>
    /// <param name="name">The name that the user sees, 1 to 100 characters.</param>
    public ChoiceAttribute(string name) => (Name, Value) = (name, name);

    /// <summary>Creates a choice of a string option.</summary>
    /// <param name="name">The name that the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value, up to 100 characters.</param>
    public ChoiceAttribute(string name, string value) => (Name, Value) = (name, value);

    /// <summary>Creates a choice of an option with whole numbers.</summary>
    /// <param name="name">The name that the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value.</param>
    public ChoiceAttribute(string name, long value) => (Name, Value) = (name, value);

    /// <summary>Creates a choice of an option with numbers.</summary>
    /// <param name="name">The name that the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value.</param>
    public ChoiceAttribute(string name, double value) => (Name, Value) = (name, value);

    /// <summary>The name that the user sees.</summary>
    public string Name { get; }

    /// <summary>The value.</summary>
    public object Value { get; }
}
