namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the size of a bot with slash commands, and its memory some seconds after READY.</summary>
internal sealed class SlashBotMemory : IMeasurement
{
    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        figures.Keep("size_mb_slashbot", new FileInfo(laboratory.SlashBot).Length / (1024.0 * 1024));
        foreach (string wire in new[] { "plain", "tls" })
        {
            using var server = laboratory.Serve(0, 1, wire);
            for (int round = 0; round < laboratory.Pairs; round++)
            {
                using var bot = laboratory.StartBot(laboratory.SlashBot, server.Address);
                server.Line("identify");
                Thread.Sleep(IdleRun.Settling);
                figures.Keep($"idle_mb_slashbot_{wire}", bot.ResidentKilobytes / 1024.0);
            }
        }
    }
}
