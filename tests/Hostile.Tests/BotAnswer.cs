namespace Hostile.Tests;

/// <summary>What the bot's process answers to a command.</summary>
/// <param name="Peak">Its resident memory at the highest, in MB.</param>
/// <param name="Unobserved">Exceptions of tasks that were not looked at.</param>
/// <param name="Text">The answer.</param>
/// <param name="Lines">What it printed on standard error.</param>
internal sealed record BotAnswer(int Peak, int Unobserved, string Text, IReadOnlyList<string> Lines);
