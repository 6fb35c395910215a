using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using Spectacles.Gateway;

// What contract 1 emits for this class and for its schema. The emitted files of this folder are never edited, and no test rewrites them: a
// library that was built with contract 1 runs with every version that knows it. A new contract adds a folder.
namespace MyLetters;

/// <summary>A handler with every kind of method.</summary>
public sealed partial class Reader
{
    /// <summary>What the methods have seen.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Takes the model.</summary>
    [GatewayEvent("LETTER_CREATE")]
    public async Task ReadAsync(LetterCreate letter, Shard shard)
    {
        await Task.CompletedTask;
        Seen.Add($"{letter.Text}, {letter.Tags.Length} tags");
    }

    /// <summary>Takes the view.</summary>
    [GatewayEvent("LETTER_CREATE")]
    public void Look(LetterCreate.View letter) => Seen.Add($"view {letter.Text.ToString()}");

    /// <summary>Takes the bytes.</summary>
    [GatewayEvent("LETTER_CREATE")]
    public ValueTask PassAsync(in Dispatch dispatch)
    {
        Seen.Add($"raw {Encoding.UTF8.GetString(dispatch.EventName)}");
        return default;
    }
}
