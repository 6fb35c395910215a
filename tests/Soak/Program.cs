using Soak;
using Soak.Bot;
using Soak.Checker;

if (args is ["bot", .. var forBot])
{
    return await new BotProgram(BotOptions.Parse(forBot)).RunAsync();
}

if (!SoakOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine(SoakOptions.Usage);
    return 2;
}

return await new SoakRun(options).RunAsync();
