namespace Spectacles.Gateway.Events;

/// <content>The value in the type that the option has.</content>
public sealed partial class InteractionOption
{
    /// <summary>
    /// The value of a STRING option, or what the user has typed so far in an autocomplete interaction; null if the value has
    /// another form.
    /// </summary>
    public string? AsString => Value?.AsString;

    /// <summary>The value of an INTEGER option; null if the value has another form.</summary>
    public long? AsInt64 => Value?.AsInt64;

    /// <summary>The value of a NUMBER or INTEGER option; null if the value has another form.</summary>
    public double? AsDouble => Value?.AsDouble;

    /// <summary>The value of a BOOLEAN option; null if the value has another form.</summary>
    public bool? AsBoolean => Value?.AsBoolean;

    /// <summary>
    /// The id in a USER, CHANNEL, ROLE, MENTIONABLE or ATTACHMENT option; null if the value is not an id. The objects are in
    /// <see cref="InteractionData.Resolved"/>.
    /// </summary>
    public Snowflake? AsSnowflake => Value?.AsSnowflake;
}
