namespace Hostile.Tests;

/// <summary>The response of the bot's process to a command.</summary>
/// <param name="Peak">Its peak resident memory in MB.</param>
/// <param name="Unobserved">Unobserved exceptions of tasks.</param>
/// <param name="Text">The response.</param>
/// <param name="Lines">The lines that it printed on standard error.</param>
internal sealed record BotAnswer(int Peak, int Unobserved, string Text, IReadOnlyList<string> Lines);
