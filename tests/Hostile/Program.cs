using System.Globalization;
using Hostile;
using Microsoft.Extensions.Time.Testing;

// A bot in a separate process that reads commands as lines from standard input. Each command is answered with one line on standard output
// when it is done. "tick" advances the bot's clock and is answered with "tock" or with the answer of the command, so neither process can
// miss a deadline because one of them got no processor time. Before an answer the line "#" is written to standard error, which separates
// the output of the library by command.
//   attack <api> <seconds>   creates a cluster, spawns it, and runs for this many seconds of its clock
//   recover                  continues until the event of a good server arrives
//   stop                     disposes the cluster
var step = TimeSpan.FromMilliseconds(250);
var time = new FakeTimeProvider();
HostileBot? bot = null;
Task<string>? work = null;
int unobserved = 0;
TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref unobserved);
while (await Console.In.ReadLineAsync() is { } line)
{
    string[] command = line.Split(' ');
    switch (command[0])
    {
        case "attack":
            bot = new HostileBot(new Uri(command[1]), time);
            work = bot.AttackAsync(TimeSpan.FromSeconds(double.Parse(command[2], CultureInfo.InvariantCulture)));
            break;
        case "recover":
            work = bot!.RecoverAsync();
            break;
        case "stop":
            work = bot!.StopAsync();
            break;
        default:
            time.Advance(step);
            break;
    }

    if (work is { IsCompleted: true })
    {
        string answer = await work;
        await Console.Error.WriteLineAsync("#");
        await Console.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{ResidentMemory.PeakMegabytes()} {unobserved} {answer}"));
        work = null;
    }
    else
    {
        await Console.Out.WriteLineAsync("tock");
    }
}
