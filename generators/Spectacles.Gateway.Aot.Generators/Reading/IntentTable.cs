namespace Spectacles.Gateway.Generators;

/// <summary>The intents of the library that a project refers to, for when its symbols are gone.</summary>
/// <param name="Bits">The intents that are one bit, in their order.</param>
/// <param name="Privileged">Those that are privileged, as one number.</param>
internal sealed record IntentTable(EquatableArray<IntentBit> Bits, long Privileged)
{
    private const string Type = $"global::{KnownNames.Intents}";

    /// <summary>Intents as C#: <c>GatewayIntents.Guilds | GatewayIntents.GuildMembers</c>, single bits in their order.</summary>
    public string ToSource(long value)
    {
        string[] names = [.. Bits.Where(bit => (value & bit.Value) != 0).Select(bit => $"{Type}.{bit.Name}")];
        long unknown = value & ~Bits.Aggregate(0L, (all, bit) => all | bit.Value);
        return unknown != 0 ? $"({Type}){value}" : names.Length == 0 ? $"{Type}.None" : string.Join(" | ", names);
    }

    /// <summary>The intents' names, for a message.</summary>
    public string ToText(long value) => string.Join(", ", Bits.Where(bit => (value & bit.Value) != 0).Select(bit => bit.Name));

    /// <summary>Intents by their names in Discord's documentation.</summary>
    public long ValueOf(IEnumerable<string> wireNames)
    {
        var names = new HashSet<string>(wireNames.Select(Naming.ToPascalCase), StringComparer.Ordinal);
        return Bits.Where(bit => names.Contains(bit.Name)).Aggregate(0L, (all, bit) => all | bit.Value);
    }
}
