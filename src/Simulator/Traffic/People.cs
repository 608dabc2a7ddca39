using System.Globalization;

namespace CmsOrchestrator.Simulator;

/// <summary>Who meets, and about what. All addresses are in <c>example.net</c>.</summary>
internal static class People
{
    private static readonly string[] GivenNames =
    [
        "Anna", "Ben", "Chloé", "David", "Elif", "Felix", "Grace", "Hiro", "Ines", "Jonas", "Kateřina", "Liam", "Mei", "Nadia", "Olaf",
        "Priya", "Quentin", "Rosa", "Søren", "Tara", "Umar", "Vera", "Wim", "Ximena", "Yusuf", "Zoë",
    ];

    private static readonly string[] FamilyNames =
    [
        "Andersson", "Brown", "Costa", "Dubois", "Evans", "Fischer", "García", "Haddad", "Ivanova", "Jansen", "Kowalski", "Larsen",
        "Müller", "Novák", "O'Neill", "Patel", "Rossi", "Sato", "Tanaka", "Virtanen", "Weber", "Yılmaz", "Zhang",
    ];

    private static readonly string[] Topics =
    [
        "Weekly", "Sales forecast", "Design review", "Board", "All hands", "Stand-up", "Incident 4711", "Tumour board", "Lecture 3: Graphs",
        "Hearing", "Budget", "Interview", "Retrospective", "Customer call", "Release planning", "Radiology", "Works council", "Maintenance",
    ];

    /// <summary>Meetings of the same name are common, and are different meetings.</summary>
    public static string Meeting(Random random) => Topics[random.Next(Topics.Length)];

    /// <summary>A person's name and address, or a room's, which is a number.</summary>
    public static (string Name, string Uri) Caller(Random random)
    {
        if (random.Next(8) == 0)
        {
            var number = random.Next(200, 900).ToString(CultureInfo.InvariantCulture);
            return (number, $"{number}@example.net");
        }

        var given = random.Next(GivenNames.Length);
        var family = random.Next(FamilyNames.Length);
        return ($"{GivenNames[given]} {FamilyNames[family]}", $"user{given * FamilyNames.Length + family}@example.net");
    }
}
