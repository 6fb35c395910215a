namespace Spectacles.Gateway.Interactions;

/// <summary>Limits how often a method, or each method of a class, can be used. What is over the limit is answered without a call.</summary>
/// <param name="seconds">The length of the period, in seconds.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class CooldownAttribute(int seconds) : Attribute
{
    /// <summary>The length of the period, in seconds.</summary>
    public int Seconds { get; } = seconds;

    /// <summary>How often the method can be used in the period.</summary>
    public int Uses { get; set; } = 1;

    /// <summary>For whom the uses are counted.</summary>
    public CooldownScope Per { get; set; }
}
