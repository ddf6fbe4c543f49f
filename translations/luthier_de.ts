<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Closing</name>
    <message>
        <source>A run is going on</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>A run is going on. What shall become of it?</source>
        <translation>Ein Training läuft. Was soll damit geschehen?</translation>
    </message>
    <message>
        <source>It can go on without this window; open Luthier again to watch it. Or it stops now, and what was learnt is kept.</source>
        <translation>Es kann ohne dieses Fenster weiterlaufen; öffnen Sie Luthier wieder, um zuzusehen. Oder es hält jetzt an, und das Gelernte bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;Keep on training</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>&amp;Stop and keep</source>
        <translation>&amp;Anhalten und behalten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>These runs cannot be read</source>
        <translation>Diese Trainings sind nicht lesbar</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>Training hinzufügen</translation>
    </message>
    <message>
        <source>Cur&amp;ves</source>
        <translation>&amp;Kurven</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Num&amp;bers</source>
        <translation>&amp;Zahlen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>Ans&amp;wers</source>
        <translation>Antw&amp;orten</translation>
    </message>
    <message>
        <source>Which curve</source>
        <translation>Welche Kurve</translation>
    </message>
    <message>
        <source>Loss on examples never seen</source>
        <translation>Verlust an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Loss while learning, smoothed</source>
        <translation>Verlust beim Lernen, geglättet</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>What the curves lie along</source>
        <translation>Worüber die Kurven verlaufen</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritten</translation>
    </message>
    <message>
        <source>over examples seen</source>
        <translation>über gesehenen Beispielen</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>über der Zeit</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>Logarith&amp;misch</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>&amp;Only differences</source>
        <translation>Nur &amp;Unterschiede</translation>
    </message>
    <message>
        <source>All settings are the same.</source>
        <translation>Alle Einstellungen sind gleich.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Comparing needs two runs</source>
        <translation>Zum Vergleichen braucht es zwei Trainings</translation>
    </message>
    <message>
        <source>Choose two to six of them in the list of runs.</source>
        <translation>Wählen Sie zwei bis sechs in der Liste der Trainings.</translation>
    </message>
    <message>
        <source>Choose runs</source>
        <translation>Trainings wählen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Add a run…</source>
        <translation>Training hinzufügen …</translation>
    </message>
    <message>
        <source>Take %1 out of the comparison</source>
        <translation>%1 aus dem Vergleich nehmen</translation>
    </message>
    <message>
        <source>These runs learnt from different examples.</source>
        <translation>Diese Trainings haben aus verschiedenen Beispielen gelernt.</translation>
    </message>
    <message>
        <source>A lower number does not say that one is better. Try them side by side instead.</source>
        <translation>Eine kleinere Zahl heißt hier nicht, dass eines besser ist. Probieren Sie sie lieber nebeneinander aus.</translation>
    </message>
    <message>
        <source>%1  (best)</source>
        <translation>%1  (am besten)</translation>
    </message>
    <message>
        <source>They were asked nothing in common.</source>
        <translation>Sie wurden nichts Gemeinsames gefragt.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>How often they are right</source>
        <translation>Wie oft sie richtig liegen</translation>
    </message>
</context>
<context>
    <name>ComparisonWords</name>
    <message>
        <source>Loss before, on examples it never saw</source>
        <translation>Verlust vorher, an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Loss after, on examples it never saw</source>
        <translation>Verlust nachher, an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Best step</source>
        <translation>Bester Schritt</translation>
    </message>
    <message>
        <source>Steps trained</source>
        <translation>Trainierte Schritte</translation>
    </message>
    <message>
        <source>Time spent</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>Höchster Speicherbedarf</translation>
    </message>
    <message>
        <source>Weights that learnt</source>
        <translation>Lernende Gewichte</translation>
    </message>
    <message>
        <source>“%1” and “%2” cannot be compared: they have no examples in common that neither learnt from.</source>
        <translation>„%1“ und „%2“ sind nicht vergleichbar: Sie haben keine Beispiele gemeinsam, aus denen keines gelernt hat.</translation>
    </message>
    <message>
        <source>“%1” and “%2” cannot be compared: what they have in common is too little, or was cut into other tokens.</source>
        <translation>„%1“ und „%2“ sind nicht vergleichbar: Sie haben zu wenig gemeinsam, oder es wurde anders in Token zerlegt.</translation>
    </message>
    <message numerus="yes">
        <source>on %n examples neither learnt from</source>
        <translation>
            <numerusform>an %n Beispiel, aus dem keines gelernt hat</numerusform>
            <numerusform>an %n Beispielen, aus denen keines gelernt hat</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” and “%2” are not distinguishable: the loss differs by %3 to %4 (95 % interval), %5.</source>
        <translation>„%1“ und „%2“ sind nicht zu unterscheiden: Der Verlust unterscheidet sich um %3 bis %4 (95-%-Intervall), %5.</translation>
    </message>
    <message>
        <source>“%1” is better than “%2”: its loss is lower by %3 (95 % interval: %4 to %5), %6.</source>
        <translation>„%1“ ist besser als „%2“: Der Verlust ist um %3 kleiner (95-%-Intervall: %4 bis %5), %6.</translation>
    </message>
    <message>
        <source>“%1” is worse than “%2”: its loss is higher by %3 (95 % interval: %4 to %5), %6.</source>
        <translation>„%1“ ist schlechter als „%2“: Der Verlust ist um %3 größer (95-%-Intervall: %4 bis %5), %6.</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>The format of this file</source>
        <translation>Das Format dieser Datei</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Grundmodell</translation>
    </message>
    <message>
        <source>Folder of the base model (config.json, weights, tokenizer), or a GGUF file</source>
        <translation>Ordner des Grundmodells (config.json, Gewichte, Tokenizer) oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>weights: as published; random: from noise, seeded (config.json and tokenizer suffice)</source>
        <translation>weights: wie veröffentlicht; random: mit Rauschen aus dem Startwert (config.json und Tokenizer genügen)</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Rechenart</translation>
    </message>
    <message>
        <source>Number format of the arithmetic; auto is the fastest measured on this machine</source>
        <translation>Zahlenformat beim Rechnen; auto ist das schnellste, das auf diesem Rechner gemessen wurde</translation>
    </message>
    <message>
        <source>Frozen weights</source>
        <translation>Feste Gewichte</translation>
    </message>
    <message>
        <source>How frozen weights lie in memory</source>
        <translation>Wie feste Gewichte im Speicher liegen</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Gesprächsvorlage</translation>
    </message>
    <message>
        <source>auto: the model&apos;s own, else plain; plain: role words and blank lines</source>
        <translation>auto: die des Modells, sonst plain; plain: Rollenwörter und Leerzeilen</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Files with examples to learn from</source>
        <translation>Dateien mit Beispielen, aus denen gelernt wird</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Names of a table&apos;s columns, for tables with other names: {prompt: question, completion: answer}</source>
        <translation>Namen der Spalten einer Tabelle, wenn sie anders heißen: {prompt: question, completion: answer}</translation>
    </message>
    <message>
        <source>Cleaners</source>
        <translation>Reiniger</translation>
    </message>
    <message>
        <source>Cleaners by name, in order</source>
        <translation>Reiniger nach Namen, der Reihe nach</translation>
    </message>
    <message>
        <source>What a row is; auto: by content</source>
        <translation>Was eine Zeile ist; auto: am Inhalt erkannt</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgelegt</translation>
    </message>
    <message>
        <source>Rows that are not learnt, to see whether the model gets better: auto, a share, a file, or 0</source>
        <translation>Zeilen, die nicht gelernt werden, um zu sehen, ob das Modell besser wird: auto, ein Anteil, eine Datei oder 0</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Rows that nothing looks at until the end: a share, a file, or 0</source>
        <translation>Zeilen, die bis zum Ende niemand ansieht: ein Anteil, eine Datei oder 0</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Column whose equal values stay together when rows are held out</source>
        <translation>Spalte, deren gleiche Werte beim Zurücklegen zusammenbleiben</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>exact: rows with equal questions stay together</source>
        <translation>exact: Zeilen mit gleicher Frage bleiben zusammen</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>Startwert der Teilung</translation>
    </message>
    <message>
        <source>Another number holds out other rows</source>
        <translation>Eine andere Zahl legt andere Zeilen zurück</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Mischen</translation>
    </message>
    <message>
        <source>Another order in every epoch; false keeps the order of the files</source>
        <translation>In jedem Durchgang eine andere Reihenfolge; false behält die der Dateien</translation>
    </message>
    <message>
        <source>Longest row</source>
        <translation>Längste Zeile</translation>
    </message>
    <message>
        <source>auto: what the model can, at most 2048; longer needs more memory</source>
        <translation>auto: was das Modell kann, höchstens 2048; länger braucht mehr Speicher</translation>
    </message>
    <message>
        <source>Longer rows</source>
        <translation>Längere Zeilen</translation>
    </message>
    <message>
        <source>What happens to longer rows; auto: documents are split, other rows left out</source>
        <translation>Was mit längeren Zeilen geschieht; auto: Texte werden geteilt, andere Zeilen ausgelassen</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>sft: answers to questions; text: plain text</source>
        <translation>sft: Antworten auf Fragen; text: reiner Text</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Gelernt wird</translation>
    </message>
    <message>
        <source>Which tokens of a chat are learnt: every answer, the last answer, or everything</source>
        <translation>Welche Token eines Gesprächs gelernt werden: jede Antwort, die letzte oder alles</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Only for preferences: how far from the base model answers may go</source>
        <translation>Nur für Vorlieben: wie weit Antworten sich vom Grundmodell entfernen dürfen</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele der Adapter</translation>
    </message>
    <message>
        <source>Which linear maps get an adapter: all-linear, attention, a list of module names, or a regular expression</source>
        <translation>Welche linearen Abbildungen einen Adapter bekommen: all-linear, attention, eine Liste von Modulnamen oder ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>lora: small adapters; freeze: the last layers; full: every weight</source>
        <translation>lora: kleine Adapter; freeze: die letzten Schichten; full: jedes Gewicht</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Size of the adapters: more can learn more and takes more memory</source>
        <translation>Größe der Adapter: mehr kann mehr lernen und braucht mehr Speicher</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Strength of the adapters: their answer is scaled by alpha / rank</source>
        <translation>Stärke der Adapter: ihr Beitrag wird mit alpha / rank multipliziert</translation>
    </message>
    <message>
        <source>Adapter dropout</source>
        <translation>Adapter-Dropout</translation>
    </message>
    <message>
        <source>Share of features an adapter does not see in a step; more learns less by heart</source>
        <translation>Anteil der Merkmale, die ein Adapter in einem Schritt nicht sieht; mehr lernt weniger auswendig</translation>
    </message>
    <message>
        <source>Rank-stable</source>
        <translation>Rangstabil</translation>
    </message>
    <message>
        <source>Scale by alpha / sqrt(rank) instead</source>
        <translation>Stattdessen mit alpha / sqrt(rank) multiplizieren</translation>
    </message>
    <message>
        <source>Learn whole</source>
        <translation>Ganz lernen</translation>
    </message>
    <message>
        <source>Modules that learn as a whole beside the adapters, by name</source>
        <translation>Module, die neben den Adaptern ganz lernen, nach Namen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>(freeze) how many of the last layers learn</source>
        <translation>(freeze) wie viele der letzten Schichten lernen</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>(freeze) modules that learn instead of the last layers, by name: embed_tokens, norm, mlp, …</source>
        <translation>(freeze) Module, die statt der letzten Schichten lernen, nach Namen: embed_tokens, norm, mlp, …</translation>
    </message>
    <message>
        <source>Start from adapter</source>
        <translation>Mit Adapter beginnen</translation>
    </message>
    <message>
        <source>A PEFT folder to start from</source>
        <translation>Ein PEFT-Ordner, mit dem begonnen wird</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>Sichern alle</translation>
    </message>
    <message>
        <source>How often a snapshot is kept, to continue from after a stop or crash: steps, or minutes as &quot;10min&quot;</source>
        <translation>Wie oft ein Stand gesichert wird, von dem es nach Halt oder Absturz weitergeht: Schritte, oder Minuten wie &quot;10min&quot;</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>The rate rises from 0 over this share of the steps; 1 and above count steps</source>
        <translation>Die Rate steigt über diesen Anteil der Schritte von 0 an; ab 1 sind es Schritte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>How often every example is seen; more learns more and remembers more by heart</source>
        <translation>Wie oft jedes Beispiel gesehen wird; mehr lernt mehr, und mehr davon auswendig</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Instead of epochs: so many steps</source>
        <translation>Statt Durchgängen: so viele Schritte</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Samples of a step, whatever memory allows at once</source>
        <translation>Beispiele eines Schritts, gleich wie viele der Speicher auf einmal erlaubt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far a step goes; auto: 2e-4 for lora, 2e-5 for full and freeze</source>
        <translation>Wie weit ein Schritt geht; auto: 2e-4 für lora, 2e-5 für full und freeze</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How the rate changes over the run</source>
        <translation>Wie sich die Rate im Training ändert</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How gradients become steps</source>
        <translation>Wie aus Gradienten Schritte werden</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Memory of the mean gradient</source>
        <translation>Gedächtnis des mittleren Gradienten</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Memory of the squared gradient</source>
        <translation>Gedächtnis des quadrierten Gradienten</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Keeps the division by the squared gradient in bounds</source>
        <translation>Hält die Division durch den quadrierten Gradienten in Grenzen</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Pulls weights to 0; never biases and norms</source>
        <translation>Zieht Gewichte gegen 0; nie Biase und Normen</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Kappen</translation>
    </message>
    <message>
        <source>Longest gradient of a step; 0 = off</source>
        <translation>Längster Gradient eines Schritts; 0 = aus</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Another number gives another run</source>
        <translation>Eine andere Zahl ergibt ein anderes Training</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>layers: less memory, a third slower</source>
        <translation>layers: weniger Speicher, ein Drittel langsamer</translation>
    </message>
    <message>
        <source>Model dropout</source>
        <translation>Modell-Dropout</translation>
    </message>
    <message>
        <source>The base model&apos;s own dropout</source>
        <translation>Der Dropout des Grundmodells selbst</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>Messen alle</translation>
    </message>
    <message>
        <source>How often the held-out rows are asked</source>
        <translation>Wie oft die zurückgelegten Zeilen gefragt werden</translation>
    </message>
    <message>
        <source>Early stop</source>
        <translation>Früher Halt</translation>
    </message>
    <message>
        <source>Ends after so many evaluations without gain; 0 = off</source>
        <translation>Endet nach so vielen Messungen ohne Gewinn; 0 = aus</translation>
    </message>
    <message>
        <source>On divergence</source>
        <translation>Bei Entgleisen</translation>
    </message>
    <message>
        <source>restart: from the best snapshot at half the rate, three times at most</source>
        <translation>restart: vom besten Stand mit halber Rate, höchstens dreimal</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>peft: the adapter; merged: a whole model</source>
        <translation>peft: der Adapter; merged: ein ganzes Modell</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What this run is called</source>
        <translation>Wie dieses Training heißt</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>Deep (all weights)</source>
        <translation>Tief (alle Gewichte)</translation>
    </message>
    <message>
        <source>Every weight of the model learns. It can change the most, takes the most memory and time, and the result is a whole model.</source>
        <translation>Jedes Gewicht des Modells lernt. Das kann am meisten ändern, braucht am meisten Speicher und Zeit, und das Ergebnis ist ein ganzes Modell.</translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation>Letzte Schichten</translation>
    </message>
    <message>
        <source>Only the last layers of the model learn. Between the two others: more than a light touch, less than everything; the result is a whole model.</source>
        <translation>Nur die letzten Schichten des Modells lernen. Zwischen den beiden anderen: mehr als eine leichte Hand, weniger als alles; das Ergebnis ist ein ganzes Modell.</translation>
    </message>
    <message>
        <source>Light touch (LoRA)</source>
        <translation>Leichte Hand (LoRA)</translation>
    </message>
    <message>
        <source>Small adapters beside the model learn, the model itself stays as it is. Quick, small to keep, easy to undo.</source>
        <translation>Kleine Adapter neben dem Modell lernen, das Modell selbst bleibt, wie es ist. Schnell, klein, leicht zurückzunehmen.</translation>
    </message>
    <message>
        <source>a whole number, 0 or more</source>
        <translation>eine ganze Zahl ab 0</translation>
    </message>
    <message>
        <source>a whole number, 1 or more</source>
        <translation>eine ganze Zahl ab 1</translation>
    </message>
    <message>
        <source>a whole number, 2 or more</source>
        <translation>eine ganze Zahl ab 2</translation>
    </message>
    <message>
        <source>a number, 0 or more</source>
        <translation>eine Zahl ab 0</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>eine Zahl über 0</translation>
    </message>
    <message>
        <source>a number from 0 to below 1</source>
        <translation>eine Zahl von 0 bis unter 1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a list of module names</source>
        <translation>eine Liste von Modulnamen</translation>
    </message>
    <message>
        <source>a PEFT folder, or null</source>
        <translation>ein PEFT-Ordner oder nichts</translation>
    </message>
    <message>
        <source>the name of a column, or null</source>
        <translation>der Name einer Spalte oder nichts</translation>
    </message>
    <message>
        <source>a whole number, 1 or more, or null</source>
        <translation>eine ganze Zahl ab 1 oder nichts</translation>
    </message>
    <message>
        <source>a share below 1, or a whole number of steps</source>
        <translation>ein Anteil unter 1 oder eine ganze Zahl von Schritten</translation>
    </message>
    <message>
        <source>one or more files</source>
        <translation>eine oder mehrere Dateien</translation>
    </message>
    <message>
        <source>the folder of a model</source>
        <translation>der Ordner eines Modells</translation>
    </message>
    <message>
        <source>overlong</source>
        <translation>zu lang</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>nothing learnt</source>
        <translation>nichts zu lernen</translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message numerus="yes">
        <source>Read back and proved: on %n examples it answers like the tuned model (largest difference of a loss: %1).</source>
        <translation>
            <numerusform>Zurückgelesen und geprüft: An %n Beispiel antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
            <numerusform>Zurückgelesen und geprüft: An %n Beispielen antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk.</source>
        <translation>%1 auf dem Datenträger.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>This run cannot be exported</source>
        <translation>Dieses Training lässt sich nicht exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Take what was learnt with you, for Luthier on another computer or for other programs.</source>
        <translation>Nehmen Sie das Gelernte mit, für Luthier auf einem anderen Computer oder für andere Programme.</translation>
    </message>
    <message>
        <source>Which run</source>
        <translation>Welches Training</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>Noch nichts zu exportieren</translation>
    </message>
    <message>
        <source>When a run is done, its result can be taken to other programs from here.</source>
        <translation>Wenn ein Training fertig ist, lässt sich sein Ergebnis von hier in andere Programme mitnehmen.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>The base model&apos;s licence is %1.</source>
        <translation>Die Lizenz des Grundmodells ist %1.</translation>
    </message>
    <message>
        <source>It holds for what you make of the model too. Also ask yourself whether your examples may be passed on in this form.</source>
        <translation>Sie gilt auch für das, was Sie aus dem Modell machen. Überlegen Sie auch, ob Ihre Beispiele in dieser Form weitergegeben werden dürfen.</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Works in: %1</source>
        <translation>Läuft in: %1</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Open the folder of %1</source>
        <translation>Ordner von %1 öffnen</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Export to a new folder</source>
        <translation>In einen neuen Ordner exportieren</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Exports go to %1 unless you choose another folder; Preferences change that.</source>
        <translation>Exporte kommen nach %1, wenn Sie keinen anderen Ordner wählen; in den Einstellungen lässt sich das ändern.</translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message>
        <source>Save memory (slower)</source>
        <translation>Speicher sparen (langsamer)</translation>
    </message>
    <message numerus="yes">
        <source>Shorter texts (%n tokens)</source>
        <translation>
            <numerusform>Kürzere Texte (%n Token)</numerusform>
            <numerusform>Kürzere Texte (%n Token)</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>%1 auf %2 setzen</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>recognise it</source>
        <translation>selbst erkennen</translation>
    </message>
    <message>
        <source>conversations (messages)</source>
        <translation>Gespräche (messages)</translation>
    </message>
    <message>
        <source>conversations (ShareGPT)</source>
        <translation>Gespräche (ShareGPT)</translation>
    </message>
    <message>
        <source>questions and answers</source>
        <translation>Fragen und Antworten</translation>
    </message>
    <message>
        <source>tasks and results (Alpaca)</source>
        <translation>Aufgaben und Ergebnisse (Alpaca)</translation>
    </message>
    <message>
        <source>plain texts</source>
        <translation>reine Texte</translation>
    </message>
</context>
<context>
    <name>MergedCard</name>
    <message>
        <source>Full model</source>
        <translation>Ganzes Modell</translation>
    </message>
    <message>
        <source>The base model with what was learnt folded in: one folder that needs nothing else.</source>
        <translation>Das Grundmodell mit eingearbeitetem Gelernten: ein Ordner, der sonst nichts braucht.</translation>
    </message>
    <message>
        <source>Luthier, and whatever opens a Hugging Face folder: Transformers, vLLM, LM Studio&apos;s and llama.cpp&apos;s converters.</source>
        <translation>Luthier und allem, was einen Hugging-Face-Ordner öffnet: Transformers, vLLM, die Umwandler von LM Studio und llama.cpp.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more languages</source>
        <translation>
            <numerusform>%1 und %n weitere Sprache</numerusform>
            <numerusform>%1 und %n weitere Sprachen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeftCard</name>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Only what was learnt. Small enough to send; it needs the base model beside it.</source>
        <translation>Nur das Gelernte. Klein genug zum Verschicken; das Grundmodell muss daneben liegen.</translation>
    </message>
    <message>
        <source>Luthier, and programs that load PEFT adapters: Transformers, vLLM, text-generation-webui.</source>
        <translation>Luthier und Programmen, die PEFT-Adapter laden: Transformers, vLLM, text-generation-webui.</translation>
    </message>
    <message>
        <source>The whole model was tuned, so there is no adapter.</source>
        <translation>Es wurde das ganze Modell trainiert, also gibt es keinen Adapter.</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Input to the task</source>
        <translation>Eingabe zur Aufgabe</translation>
    </message>
    <message>
        <source>Result of the task</source>
        <translation>Ergebnis der Aufgabe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Opening the run…</source>
        <translation>Training wird geöffnet …</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>Neues Training</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Training</translation>
    </message>
    <message>
        <source>Start one, and you can watch here how your model learns.</source>
        <translation>Starten Sie eines, und Sie können hier zusehen, wie Ihr Modell lernt.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>The run could not start</source>
        <translation>Das Training konnte nicht beginnen</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>Einstellungen ändern</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>T&amp;raining</translation>
    </message>
    <message>
        <source>This run cannot be opened</source>
        <translation>Dieses Training lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Trainings</translation>
    </message>
    <message>
        <source>Its folder is not there any more, or holds no run.</source>
        <translation>Sein Ordner ist nicht mehr da oder enthält kein Training.</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Learning has begun.</source>
        <translation>Das Lernen hat begonnen.</translation>
    </message>
    <message>
        <source>Learning well: loss fell from %1 to %2</source>
        <translation>Lernt gut: Der Verlust sank von %1 auf %2</translation>
    </message>
    <message>
        <source>Learning: loss is %1, it was %2 at the start</source>
        <translation>Lernt: Der Verlust ist %1, anfangs war er %2</translation>
    </message>
    <message>
        <source>Hardly learning: loss is still %1</source>
        <translation>Lernt kaum: Der Verlust ist immer noch %1</translation>
    </message>
    <message>
        <source>Looking how good the model is before it learns…</source>
        <translation>Es wird gemessen, wie gut das Modell vor dem Lernen ist …</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>how it learns, time left</comment>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>There were no examples set aside to measure with, so look at its answers.</source>
        <translation>Es waren keine Beispiele zum Messen zurückgelegt; sehen Sie sich die Antworten an.</translation>
    </message>
    <message>
        <source>On examples it never saw, nothing was better than the model as it was.</source>
        <translation>An nie gesehenen Beispielen war nichts besser als das ursprüngliche Modell.</translation>
    </message>
    <message>
        <source>On examples it never saw, loss fell from %1 to %2; best at step %3.</source>
        <translation>An nie gesehenen Beispielen sank der Verlust von %1 auf %2; am besten war Schritt %3.</translation>
    </message>
    <message>
        <source>It failed: %1</source>
        <translation>Das Training ist gescheitert: %1</translation>
    </message>
    <message>
        <source>nobody knows why.</source>
        <translation>die Ursache ist unbekannt.</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>It may be memorising: on examples it never saw it was best at step %1 and has become worse since.</source>
        <translation>Vielleicht lernt es auswendig: An nie gesehenen Beispielen war es bei Schritt %1 am besten und wird seitdem schlechter.</translation>
    </message>
    <message>
        <source>The best point is kept whatever you do. You can stop now and use it.</source>
        <translation>Der beste Stand bleibt in jedem Fall erhalten. Sie können jetzt anhalten und ihn verwenden.</translation>
    </message>
    <message>
        <source>The loss is no number any more: the run has broken down.</source>
        <translation>Der Verlust ist keine Zahl mehr: Das Training ist zusammengebrochen.</translation>
    </message>
    <message>
        <source>Stop, and train again with half the learning strength.</source>
        <translation>Halten Sie an und trainieren Sie noch einmal mit halber Lernstärke.</translation>
    </message>
    <message>
        <source>It is getting worse: loss rose from %1 to %2.</source>
        <translation>Es wird schlechter: Der Verlust stieg von %1 auf %2.</translation>
    </message>
    <message>
        <source>The disk is nearly full: %1 left.</source>
        <translation>Der Datenträger ist fast voll: noch %1 frei.</translation>
    </message>
    <message>
        <source>Free some space soon, or saving will fail and the run stops.</source>
        <translation>Schaffen Sie bald Platz, sonst scheitert das Sichern und das Training hält an.</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a duration</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 left (%2 to %3)</source>
        <comment>a duration, its bounds</comment>
        <translation>noch %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Done. %1</source>
        <translation>Fertig. %1</translation>
    </message>
    <message>
        <source>Done early, as nothing was gained any more. %1</source>
        <translation>Vorzeitig fertig, weil nichts mehr zu gewinnen war. %1</translation>
    </message>
    <message>
        <source>Stopped at %1. What was learnt is kept, and it can go on from there.</source>
        <translation>Angehalten bei %1. Das Gelernte ist gesichert, und es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Stopped at %1, because disk or memory ran out. It can go on when there is room.</source>
        <translation>Angehalten bei %1, weil Datenträger oder Arbeitsspeicher voll waren. Es kann weitergehen, sobald Platz ist.</translation>
    </message>
    <message>
        <source>It ended unexpectedly at %1. Everything up to the last saved state is kept, and it can go on from there.</source>
        <translation>Unerwartet beendet bei %1. Alles bis zum letzten gesicherten Stand ist erhalten, und es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Getting ready: reading the examples and the model…</source>
        <translation>Vorbereitung: Beispiele und Modell werden gelesen …</translation>
    </message>
    <message>
        <source>Paused after %1.</source>
        <translation>Pause nach %1.</translation>
    </message>
    <message>
        <source>Stopping after this step; what was learnt is being kept…</source>
        <translation>Hält nach diesem Schritt an; das Gelernte wird gesichert …</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>done early</source>
        <translation>vorzeitig fertig</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>unerwartet beendet</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Search names, tags, notes…</source>
        <translation>Namen, Schlagwörter, Notizen suchen …</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Trainings suchen</translation>
    </message>
    <message>
        <source>Which runs are shown</source>
        <translation>Welche Trainings gezeigt werden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Laufende</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertige</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unfertige</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>Lös&amp;chen</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Trainings</translation>
    </message>
    <message>
        <source>Each run you start is kept here, with everything needed to look at it, compare it or do it again.</source>
        <translation>Jedes Training, das Sie starten, bleibt hier erhalten, mit allem, was man zum Ansehen, Vergleichen oder Wiederholen braucht.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation>Kein Training passt</translation>
    </message>
    <message>
        <source>Search for something else, or show all of them.</source>
        <translation>Suchen Sie etwas anderes, oder zeigen Sie alle.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Choose two to six runs, with Ctrl or Shift.</source>
        <translation>Wählen Sie mit Strg oder Umschalt zwei bis sechs Trainings.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs were moved to the trash.</source>
        <translation>
            <numerusform>%n Training wurde in den Papierkorb gelegt.</numerusform>
            <numerusform>%n Trainings wurden in den Papierkorb gelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Und&amp;o</source>
        <translation>Rüc&amp;kgängig</translation>
    </message>
    <message>
        <source>R&amp;uns</source>
        <translation>&amp;Trainings</translation>
    </message>
</context>
<context>
    <name>SavePlot</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gesichert</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>Images (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>the folder is not writable or the disk is full.</source>
        <translation>der Ordner ist nicht beschreibbar oder der Datenträger voll.</translation>
    </message>
    <message>
        <source>Save numbers</source>
        <translation>Zahlen sichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Numbers of %1</source>
        <translation>Zahlen zu %1</translation>
    </message>
    <message>
        <source>Save the curve or show it as a table</source>
        <translation>Kurve sichern oder als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save &amp;image…</source>
        <translation>&amp;Bild sichern …</translation>
    </message>
    <message>
        <source>Save &amp;numbers (CSV)…</source>
        <translation>&amp;Zahlen sichern (CSV) …</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>What is learnt</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message numerus="yes">
        <source>%n passes</source>
        <comment>over the examples</comment>
        <translation>
            <numerusform>%n Durchgang</numerusform>
            <numerusform>%n Durchgänge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 passes</source>
        <translation>%1 Durchgänge</translation>
    </message>
    <message>
        <source>very gently</source>
        <translation>sehr sanft</translation>
    </message>
    <message>
        <source>gently</source>
        <translation>sanft</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>strongly</source>
        <translation>kräftig</translation>
    </message>
    <message>
        <source>very strongly</source>
        <translation>sehr kräftig</translation>
    </message>
    <message>
        <source>rate %1</source>
        <translation>Rate %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Starters</name>
    <message>
        <source>Teach a style</source>
        <translation>Einen Stil lehren</translation>
    </message>
    <message>
        <source>The model answers in your tone, your length, your form. From examples of good answers.</source>
        <translation>Das Modell antwortet in Ihrem Ton, Ihrer Länge, Ihrer Form. Aus Beispielen guter Antworten.</translation>
    </message>
    <message>
        <source>Answer from my examples</source>
        <translation>Aus meinen Beispielen antworten</translation>
    </message>
    <message>
        <source>Questions and answers of yours, in a table. The model learns to answer such questions.</source>
        <translation>Ihre Fragen und Antworten in einer Tabelle. Das Modell lernt, solche Fragen zu beantworten.</translation>
    </message>
    <message>
        <source>Learn a subject&apos;s language</source>
        <translation>Die Sprache eines Fachs lernen</translation>
    </message>
    <message>
        <source>Documents of your field, as plain text. The model picks up its words and manner.</source>
        <translation>Texte aus Ihrem Fach. Das Modell nimmt deren Wörter und Ausdrucksweise an.</translation>
    </message>
</context>
<context>
    <name>TryItPage</name>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Which run</source>
        <translation>Welches Training</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Ask both models the same thing…</source>
        <translation>Fragen Sie beide Modelle dasselbe …</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>0 always takes the likeliest word; higher is more varied.</source>
        <translation>0 nimmt immer das wahrscheinlichste Wort; höher ist abwechslungsreicher.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>The same seed gives the same answer again.</source>
        <translation>Dieselbe Startzahl gibt wieder dieselbe Antwort.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Ask &amp;both</source>
        <translation>&amp;Beide fragen</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Answer of the model as it was</source>
        <translation>Antwort des ursprünglichen Modells</translation>
    </message>
    <message>
        <source>Answer of the tuned model</source>
        <translation>Antwort des trainierten Modells</translation>
    </message>
    <message>
        <source>&amp;Left is better</source>
        <translation>L&amp;inks ist besser</translation>
    </message>
    <message>
        <source>The sa&amp;me</source>
        <translation>&amp;Gleich</translation>
    </message>
    <message>
        <source>R&amp;ight is better</source>
        <translation>Re&amp;chts ist besser</translation>
    </message>
    <message>
        <source>This run cannot be opened</source>
        <translation>Dieses Training lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Nothing to try yet</source>
        <translation>Noch nichts auszuprobieren</translation>
    </message>
    <message>
        <source>When a run is done, you can ask the model before and after the same question here.</source>
        <translation>Wenn ein Training fertig ist, können Sie hier das Modell vorher und nachher dasselbe fragen.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>“%1” has no result yet</source>
        <translation>„%1“ hat noch kein Ergebnis</translation>
    </message>
    <message>
        <source>Continue the run, or export what it has learnt so far.</source>
        <translation>Setzen Sie das Training fort, oder exportieren Sie das bisher Gelernte.</translation>
    </message>
    <message>
        <source>This run began from noise: there is no model as it was.</source>
        <translation>Dieses Training begann mit zufälligen Gewichten: Es gibt kein ursprüngliches Modell.</translation>
    </message>
    <message>
        <source>A run is going on, so answers take longer.</source>
        <translation>Ein Training läuft, darum dauern Antworten länger.</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>Keine Antwort: %1</translation>
    </message>
    <message>
        <source>Which answer is better? Your verdicts are kept with the run.</source>
        <translation>Welche Antwort ist besser? Ihre Urteile bleiben beim Training erhalten.</translation>
    </message>
    <message>
        <source>Your verdicts so far: %1 for the model as it was, %2 the same, %3 for the tuned one.</source>
        <translation>Ihre Urteile bisher: %1 für das ursprüngliche Modell, %2 gleich, %3 für das trainierte.</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>Aus&amp;probieren</translation>
    </message>
    <message>
        <source>Take an e&amp;xample</source>
        <translation>Ein Bei&amp;spiel nehmen</translation>
    </message>
    <message>
        <source>Its answer appears here.</source>
        <translation>Hier erscheint seine Antwort.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>unter einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>etwa eine Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>etwa einen Tag</numerusform>
            <numerusform>etwa %n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>etwa eine Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n minutes</source>
        <comment>about 2 hours 20 minutes</comment>
        <translation>
            <numerusform>%1 %n Minute</numerusform>
            <numerusform>%1 %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 min</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor einer Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor einer Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor einem Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Millionen</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 Milliarden</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
</context>
<context>
    <name>luthier::ui::AnswerList</name>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>Answers to a few examples appear here as the model learns, so that you can watch it change.</source>
        <translation>Hier erscheinen Antworten auf einige Beispiele, während das Modell lernt; so sehen Sie, wie es sich verändert.</translation>
    </message>
    <message>
        <source>What it answers</source>
        <translation>Was es antwortet</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>After which step</source>
        <translation>Nach welchem Schritt</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>after step %1</source>
        <translation>nach Schritt %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>luthier::ui::Bubbles</name>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Model (this is learnt)</source>
        <translation>Modell (das wird gelernt)</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Text (this is learnt)</source>
        <translation>Text (das wird gelernt)</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CheckStep</name>
    <message>
        <source>Is everything right?</source>
        <translation>Stimmt alles?</translation>
    </message>
    <message>
        <source>All that can be known before the first step.</source>
        <translation>Alles, was sich vor dem ersten Schritt sagen lässt.</translation>
    </message>
    <message>
        <source>Looking at the model, every example, memory and disk…</source>
        <translation>Modell, alle Beispiele, Speicher und Datenträger werden geprüft …</translation>
    </message>
    <message>
        <source>The check is still going on.</source>
        <translation>Die Prüfung läuft noch.</translation>
    </message>
    <message>
        <source>Something stops the run: see what is marked &quot;Stops here&quot;.</source>
        <translation>Etwas hält das Training auf: siehe „Hält auf“.</translation>
    </message>
    <message>
        <source>stops here</source>
        <translation>hält auf</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>alles gut</translation>
    </message>
    <message>
        <source>worth a look</source>
        <translation>einen Blick wert</translation>
    </message>
    <message>
        <source>Stops here. %1</source>
        <translation>Hält auf. %1</translation>
    </message>
    <message>
        <source>Look. %1</source>
        <translation>Ansehen. %1</translation>
    </message>
    <message>
        <source>Fix it: %1</source>
        <translation>Beheben: %1</translation>
    </message>
    <message>
        <source>OK. The model and the examples can be read.</source>
        <translation>Gut. Modell und Beispiele sind lesbar.</translation>
    </message>
    <message>
        <source>%1 examples are learnt, %2 are held out to see whether the model really gets better.</source>
        <translation>%1 Beispiele werden gelernt, %2 bleiben zurück, um zu sehen, ob das Modell wirklich besser wird.</translation>
    </message>
    <message>
        <source>%1 examples are learnt, none are held out.</source>
        <translation>%1 Beispiele werden gelernt, keines bleibt zurück.</translation>
    </message>
    <message>
        <source>OK. It fits into memory.</source>
        <translation>Gut. Es passt in den Speicher.</translation>
    </message>
    <message>
        <source>The run will need about %1; %2 are free.</source>
        <translation>Das Training braucht etwa %1; %2 sind frei.</translation>
    </message>
    <message>
        <source>OK. It will take %1.</source>
        <translation>Gut. Es dauert %1.</translation>
    </message>
    <message>
        <source>You can stop at any time and keep what was learnt.</source>
        <translation>Sie können jederzeit anhalten und behalten, was gelernt wurde.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ChildRun</name>
    <message>
        <source>The training program %1 cannot be started: %2</source>
        <translation>Das Trainingsprogramm %1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>Install Luthier again, or let training run inside the window (Preferences).</source>
        <translation>Installieren Sie Luthier neu, oder lassen Sie im Fenster selbst trainieren (Einstellungen).</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly. The computer may have run out of memory, or another program ended it.</source>
        <translation>Der Trainingsprozess wurde unerwartet beendet. Vielleicht reichte der Arbeitsspeicher nicht, oder ein anderes Programm hat ihn beendet.</translation>
    </message>
    <message>
        <source>Everything up to the last saved state is kept. Continue from there, or choose a smaller model if it happens again.</source>
        <translation>Alles bis zum letzten gesicherten Stand ist erhalten. Machen Sie dort weiter, oder wählen Sie ein kleineres Modell, wenn es wieder geschieht.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ConfusionTable</name>
    <message>
        <source>What it takes for what</source>
        <translation>Was es wofür hält</translation>
    </message>
    <message>
        <source>Rows: the right label. Columns: what was answered. On examples it never saw.</source>
        <translation>Zeilen: was richtig ist. Spalten: was geantwortet wurde. An nie gesehenen Beispielen.</translation>
    </message>
    <message>
        <source>%1 of %2 with the label “%3” were answered “%4”</source>
        <translation>%1 von %2, bei denen „%3“ richtig ist, wurden mit „%4“ beantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n times “%1” was answered where “%2” is right.</source>
        <translation>
            <numerusform>%n-mal wurde „%1“ geantwortet, wo „%2“ richtig ist.</numerusform>
            <numerusform>%n-mal wurde „%1“ geantwortet, wo „%2“ richtig ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every answer was right.</source>
        <translation>Jede Antwort war richtig.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CurvePlot</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>time of training</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>examples seen</source>
        <translation>gesehene Beispiele</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>best: %1</source>
        <comment>a loss</comment>
        <translation>am besten: %1</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CurveTable</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>luthier::ui::DataStep</name>
    <message>
        <source>What shall it learn from?</source>
        <translation>Woraus soll es lernen?</translation>
    </message>
    <message>
        <source>Examples in a table (CSV, TSV), JSON, JSON lines, or texts. Your file is never changed.</source>
        <translation>Beispiele in einer Tabelle (CSV, TSV), JSON, JSON-Zeilen oder Texte. Ihre Datei wird nie verändert.</translation>
    </message>
    <message>
        <source>Choose a file with examples first.</source>
        <translation>Wählen Sie zuerst eine Datei mit Beispielen.</translation>
    </message>
    <message>
        <source>No example of this file can be read yet.</source>
        <translation>Noch kein Beispiel dieser Datei ist lesbar.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>&amp;Dateien wählen …</translation>
    </message>
    <message>
        <source>Use the &amp;sample</source>
        <translation>Das &amp;Beispiel nehmen</translation>
    </message>
    <message>
        <source>Two views of an example</source>
        <translation>Zwei Ansichten eines Beispiels</translation>
    </message>
    <message>
        <source>As a con&amp;versation</source>
        <translation>Als &amp;Gespräch</translation>
    </message>
    <message>
        <source>What the &amp;model sees</source>
        <translation>Was das &amp;Modell sieht</translation>
    </message>
    <message>
        <source>Filled and underlined: learnt. Dashed frame: a sign of the model&apos;s own. Struck out: cut away. ↵ is a line end, · a blank.</source>
        <translation>Gefüllt und unterstrichen: wird gelernt. Gestrichelter Rahmen: ein Zeichen des Modells. Durchgestrichen: abgeschnitten. ↵ ist ein Zeilenende, · ein Leerzeichen.</translation>
    </message>
    <message>
        <source>Format of the rows</source>
        <translation>Format der Zeilen</translation>
    </message>
    <message>
        <source>Form&amp;at:</source>
        <translation>Form&amp;at:</translation>
    </message>
    <message>
        <source>Which example is shown</source>
        <translation>Welches Beispiel gezeigt wird</translation>
    </message>
    <message>
        <source>E&amp;xample</source>
        <translation>Be&amp;ispiel</translation>
    </message>
    <message>
        <source>Files with examples</source>
        <translation>Dateien mit Beispielen</translation>
    </message>
    <message>
        <source>Examples (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;All files (*)</source>
        <translation>Beispiele (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>Ziehen Sie eine Datei hierher</translation>
    </message>
    <message>
        <source>A table with a column of questions and one of answers is enough. A hundred rows or more teach well; fifty are a start.</source>
        <translation>Eine Tabelle mit einer Spalte Fragen und einer Spalte Antworten genügt. Hundert Zeilen und mehr lehren gut, fünfzig sind ein Anfang.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen …</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n examples</source>
        <translation>
            <numerusform>%1: %n Beispiel</numerusform>
            <numerusform>%1: %n Beispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>recognised: %1</source>
        <translation>erkannt: %1</translation>
    </message>
    <message numerus="yes">
        <source>of the first %n</source>
        <translation>
            <numerusform>von den ersten %n</numerusform>
            <numerusform>von den ersten %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The columns were matched by their names.</source>
        <translation>Die Spalten wurden nach ihren Namen zugeordnet.</translation>
    </message>
    <message>
        <source>Look whether that is right; each can be changed above its column.</source>
        <translation>Sehen Sie nach, ob das stimmt; jede lässt sich über ihrer Spalte ändern.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more kinds of problems</source>
        <translation>
            <numerusform>… und %n weitere Art von Problemen</numerusform>
            <numerusform>… und %n weitere Arten von Problemen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a model first: every model cuts text into tokens of its own.</source>
        <translation>Wählen Sie zuerst ein Modell: Jedes zerlegt Text in eigene Token.</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 fit: this row is left out.</source>
        <translation>%1, und %2 passen: Diese Zeile wird ausgelassen.</translation>
    </message>
    <message>
        <source>This row is left out: %1</source>
        <translation>Diese Zeile wird ausgelassen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %n are learnt.</source>
        <translation>
            <numerusform>%1, davon wird %n gelernt.</numerusform>
            <numerusform>%1, davon werden %n gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is longer than %1 and goes on in a second piece.</source>
        <translation>Es ist länger als %1 und geht in einem zweiten Stück weiter.</translation>
    </message>
    <message>
        <source>It is cut at %1.</source>
        <translation>Es wird bei %1 abgeschnitten.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ErrandRunner</name>
    <message>
        <source>The program ended unexpectedly.</source>
        <translation>Das Programm wurde unerwartet beendet.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::FieldForm</name>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::FieldRow</name>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>Back to the default, %1</source>
        <translation>Zurück zur Vorgabe, %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Must be %1.</source>
        <translation>Erwartet wird: %1.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::HomePage</name>
    <message>
        <source>Make a language model yours</source>
        <translation>Machen Sie ein Sprachmodell zu Ihrem</translation>
    </message>
    <message>
        <source>Show it examples; it learns from them on this computer. Nothing leaves it.</source>
        <translation>Zeigen Sie ihm Beispiele; es lernt daraus auf diesem Rechner. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>What shall it learn?</source>
        <translation>Was soll es lernen?</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>Letzte Trainings</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Mit dem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>The small model that comes with Luthier learns to answer like an owl. It takes about a minute and needs no download.</source>
        <translation>Das kleine Modell, das Luthier mitbringt, lernt zu antworten wie eine Eule. Das dauert etwa eine Minute und braucht keinen Download.</translation>
    </message>
    <message>
        <source>The sample that comes with Luthier is not there.</source>
        <translation>Das Beispiel, das Luthier mitbringt, fehlt.</translation>
    </message>
    <message>
        <source>Install Luthier again, or begin with examples of your own.</source>
        <translation>Installieren Sie Luthier neu, oder beginnen Sie mit eigenen Beispielen.</translation>
    </message>
    <message>
        <source>A training is going on.</source>
        <translation>Ein Training läuft.</translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>An&amp;sehen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; ended unexpectedly at step %2 of %3.</source>
        <translation>„%1“ endete unerwartet bei Schritt %2 von %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was stopped at step %2 of %3.</source>
        <translation>„%1“ wurde bei Schritt %2 von %3 angehalten.</translation>
    </message>
    <message>
        <source>It goes on exactly where it was.</source>
        <translation>Es geht genau dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>Continue the last run</source>
        <translation>Letztes Training fortsetzen</translation>
    </message>
    <message>
        <source>A new run is half prepared.</source>
        <translation>Ein neues Training ist halb vorbereitet.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>None yet. The sample is a good first one.</source>
        <translation>Noch keines. Das Beispiel ist ein guter Anfang.</translation>
    </message>
    <message>
        <source>Looking for earlier runs…</source>
        <translation>Frühere Trainings werden gesucht …</translation>
    </message>
    <message>
        <source>loss %1 → %2</source>
        <translation>Verlust %1 → %2</translation>
    </message>
    <message>
        <source>&amp;Home</source>
        <translation>&amp;Übersicht</translation>
    </message>
</context>
<context>
    <name>luthier::ui::MethodStep</name>
    <message>
        <source>How deep shall it learn?</source>
        <translation>Wie tief soll es lernen?</translation>
    </message>
    <message>
        <source>Reckoned for this model, this data and this computer.</source>
        <translation>Berechnet für dieses Modell, diese Daten und diesen Rechner.</translation>
    </message>
    <message>
        <source>&amp;All settings of the methods</source>
        <translation>&amp;Alle Einstellungen der Methoden</translation>
    </message>
    <message>
        <source>Reading your examples and reckoning…</source>
        <translation>Ihre Beispiele werden gelesen und berechnet …</translation>
    </message>
    <message>
        <source>Every example is turned into what the model sees.</source>
        <translation>Jedes Beispiel wird in das verwandelt, was das Modell sieht.</translation>
    </message>
    <message>
        <source>not with these settings</source>
        <translation>nicht mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>time is not known yet</source>
        <translation>Dauer noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>%1 Speicher</translation>
    </message>
    <message>
        <source>%1: will not fit</source>
        <translation>%1: passt nicht</translation>
    </message>
    <message>
        <source>%1: fits tightly</source>
        <translation>%1: passt knapp</translation>
    </message>
    <message>
        <source>result: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message>
        <source>The model starts from noise: only if every weight learns can it learn anything.</source>
        <translation>Das Modell beginnt mit Rauschen: Nur wenn jedes Gewicht lernt, kann es etwas lernen.</translation>
    </message>
    <message>
        <source>The lighter methods do not suit this model.</source>
        <translation>Die leichteren Methoden passen nicht zu diesem Modell.</translation>
    </message>
    <message>
        <source>It suffices for most tasks: %1 instead of %2, and the model itself stays as it is.</source>
        <translation>Es genügt für die meisten Aufgaben: %1 statt %2, und das Modell selbst bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ModelStep</name>
    <message>
        <source>Which model shall learn?</source>
        <translation>Welches Modell soll lernen?</translation>
    </message>
    <message>
        <source>A base model can talk already; tuning teaches it your way. A small one learns fast, a large one can do more.</source>
        <translation>Ein Grundmodell kann schon sprechen; das Training lehrt es Ihre Art. Ein kleines lernt schnell, ein großes kann mehr.</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>Wählen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>This model cannot be tuned here. Choose another one.</source>
        <translation>Dieses Modell lässt sich hier nicht trainieren. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message>
        <source>Choose a f&amp;older…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>Noch einmal &amp;suchen</translation>
    </message>
    <message>
        <source>Looking for models on this computer…</source>
        <translation>Modelle auf diesem Rechner werden gesucht …</translation>
    </message>
    <message>
        <source>No model on this computer yet</source>
        <translation>Noch kein Modell auf diesem Rechner</translation>
    </message>
    <message>
        <source>A model is a folder with config.json, tokenizer.json and .safetensors files, or a .gguf file.</source>
        <translation>Ein Modell ist ein Ordner mit config.json, tokenizer.json und .safetensors-Dateien, oder eine .gguf-Datei.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>cannot be tuned here</source>
        <translation>hier nicht trainierbar</translation>
    </message>
    <message>
        <source>fits easily</source>
        <translation>passt leicht</translation>
    </message>
    <message>
        <source>fits tightly</source>
        <translation>passt knapp</translation>
    </message>
    <message>
        <source>will not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>%1 weights, %2 on disk. Tuning takes about %3 of memory.</source>
        <translation>%1 Gewichte, %2 auf dem Datenträger. Das Training braucht etwa %3 Speicher.</translation>
    </message>
    <message>
        <source>made for conversations</source>
        <translation>für Gespräche gemacht</translation>
    </message>
    <message>
        <source>plain text model</source>
        <translation>reines Textmodell</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>Lizenz nicht angegeben</translation>
    </message>
    <message>
        <source>licence: %1</source>
        <translation>Lizenz: %1</translation>
    </message>
    <message>
        <source>without weights: starts from noise</source>
        <translation>ohne Gewichte: beginnt mit Rauschen</translation>
    </message>
    <message>
        <source>The folder of a base model</source>
        <translation>Der Ordner eines Grundmodells</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be tuned here</source>
        <translation>„%1“ lässt sich hier nicht trainieren</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>luthier::ui::PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Every choice holds at once.</source>
        <translation>Jede Wahl gilt sofort.</translation>
    </message>
    <message>
        <source>The choice holds until the window closes; it could not be kept.</source>
        <translation>Die Wahl gilt, bis das Fenster schließt; sie ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>Looks and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>Spr&amp;ache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Aus&amp;sehen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Whichever suits the run</source>
        <translation>Wie es zum Training passt</translation>
    </message>
    <message>
        <source>Inside the window</source>
        <translation>Im Fenster</translation>
    </message>
    <message>
        <source>As a process of its own</source>
        <translation>Als eigener Prozess</translation>
    </message>
    <message>
        <source>A process of its own goes on when the window closes, and leaves the window alone when memory runs out.</source>
        <translation>Ein eigener Prozess läuft weiter, wenn das Fenster schließt, und lässt das Fenster in Ruhe, wenn der Speicher ausgeht.</translation>
    </message>
    <message>
        <source>Training uses the other cores. With 0 it uses all, and still gives way to the window.</source>
        <translation>Das Training nutzt die übrigen Kerne. Bei 0 nutzt es alle und lässt dem Fenster trotzdem den Vortritt.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Runs and models</source>
        <translation>Trainings und Modelle</translation>
    </message>
    <message>
        <source>&amp;Open this folder</source>
        <translation>Diesen &amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>More base models in</source>
        <translation>Weitere Grundmodelle in</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Forget the&amp;m</source>
        <translation>Ver&amp;gessen</translation>
    </message>
    <message>
        <source>A folder with base models</source>
        <translation>Ein Ordner mit Grundmodellen</translation>
    </message>
    <message>
        <source>none beside our own folder and the caches of other programs</source>
        <translation>keine außer unserem Ordner und den Ablagen anderer Programme</translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation>Einste&amp;llungen</translation>
    </message>
    <message>
        <source>&amp;Where it runs</source>
        <translation>&amp;Wo es läuft</translation>
    </message>
    <message>
        <source>Cores left to other&amp;s</source>
        <translation>&amp;Kerne für anderes</translation>
    </message>
    <message>
        <source>Back to my documents</source>
        <translation>Zurück zu meinen Dokumenten</translation>
    </message>
    <message>
        <source>Exports go to</source>
        <translation>Exporte kommen nach</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Where exports go</source>
        <translation>Wohin Exporte kommen</translation>
    </message>
</context>
<context>
    <name>luthier::ui::Rail</name>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RoleTable</name>
    <message>
        <source>The first rows of the file</source>
        <translation>Die ersten Zeilen der Datei</translation>
    </message>
    <message>
        <source>What the column &quot;%1&quot; is used as</source>
        <translation>Wofür die Spalte „%1“ steht</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht benutzt</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunDetails</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes: what you tried, what you saw…</source>
        <translation>Notizen: was Sie versucht und gesehen haben …</translation>
    </message>
    <message>
        <source>Open cur&amp;ves</source>
        <translation>K&amp;urven öffnen</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>Auspro&amp;bieren</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Run a&amp;gain</source>
        <translation>Noch ein&amp;mal</translation>
    </message>
    <message>
        <source>A new run with the same settings, to change what you like.</source>
        <translation>Ein neues Training mit denselben Einstellungen, an denen Sie ändern können, was Sie möchten.</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1, Schritt %2 von %3</translation>
    </message>
    <message>
        <source>%1, method %2</source>
        <translation>%1, Verfahren %2</translation>
    </message>
    <message numerus="yes">
        <source>%n examples to learn from</source>
        <translation>
            <numerusform>%n Beispiel zum Lernen</numerusform>
            <numerusform>%n Beispiele zum Lernen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n set aside</source>
        <translation>
            <numerusform>, %n zurückgelegt</numerusform>
            <numerusform>, %n zurückgelegt</numerusform>
        </translation>
    </message>
    <message>
        <source>Loss on examples it never saw: %1, it was %2</source>
        <translation>Verlust an nie gesehenen Beispielen: %1, vorher %2</translation>
    </message>
    <message>
        <source>Choose a run to see more of it.</source>
        <translation>Wählen Sie ein Training, um mehr zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs are chosen. Two to six can be compared.</source>
        <translation>
            <numerusform>%n Training ist gewählt. Zwei bis sechs lassen sich vergleichen.</numerusform>
            <numerusform>%n Trainings sind gewählt. Zwei bis sechs lassen sich vergleichen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunHead</name>
    <message>
        <source>P&amp;ause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Save no&amp;w</source>
        <translation>Jetzt &amp;sichern</translation>
    </message>
    <message>
        <source>&amp;Stop and keep</source>
        <translation>&amp;Anhalten und behalten</translation>
    </message>
    <message>
        <source>C&amp;ontinue this run</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>Auspro&amp;bieren</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3</source>
        <translation>Schritt %1 von %2 · %3</translation>
    </message>
    <message>
        <source>%1 spent</source>
        <comment>a duration</comment>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>time spent, time left</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Anhalten und behalten</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunHost</name>
    <message>
        <source>A run is going on already.</source>
        <translation>Es läuft bereits ein Training.</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it first.</source>
        <translation>Warten Sie, bis es fertig ist, oder halten Sie es erst an.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunPlots</name>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>Logarith&amp;misch</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritten</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>über der Zeit</translation>
    </message>
    <message>
        <source>What the curves lie along</source>
        <translation>Worüber die Kurven verlaufen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>jeder Schritt</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>geglättet</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>How often it is right</source>
        <translation>Wie oft es richtig liegt</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>F1, each class alike</source>
        <translation>F1, jede Klasse gleich gewichtet</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>the most frequent class always</source>
        <translation>immer die häufigste Klasse</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunsModel</name>
    <message>
        <source>none</source>
        <comment>what a run gained</comment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Grundmodell</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Loss</source>
        <comment>on examples it never saw</comment>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Gain</source>
        <comment>how much lower the loss is</comment>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Time spent</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
</context>
<context>
    <name>luthier::ui::SettingsStep</name>
    <message>
        <source>How lon&amp;g</source>
        <translation>Wie lan&amp;ge</translation>
    </message>
    <message>
        <source>How &amp;strongly</source>
        <translation>Wie &amp;kräftig</translation>
    </message>
    <message>
        <source>&amp;Longest text</source>
        <translation>Läng&amp;ster Text</translation>
    </message>
    <message>
        <source>How shall it learn?</source>
        <translation>Wie soll es lernen?</translation>
    </message>
    <message>
        <source>These suit most runs. Whoever knows more finds every setting below.</source>
        <translation>Das passt für die meisten Trainings. Wer mehr weiß, findet unten jede Einstellung.</translation>
    </message>
    <message>
        <source>&amp;All settings</source>
        <translation>&amp;Alle Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Gently keeps more of what the model knew. Strongly takes on more of your examples, and may lose other skills.</source>
        <translation>Sanft erhält mehr von dem, was das Modell konnte. Kräftig nimmt mehr von Ihren Beispielen an und kann anderes Können kosten.</translation>
    </message>
    <message>
        <source>Changed by you: %1</source>
        <translation>Von Ihnen geändert: %1</translation>
    </message>
    <message>
        <source>Reckoning…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>More passes learn more, and remember more by heart.</source>
        <translation>Mehr Durchgänge lernen mehr, und mehr davon auswendig.</translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 on this computer.</source>
        <translation>%1, %2 auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Longer texts need more memory and time.</source>
        <translation>Längere Texte brauchen mehr Speicher und Zeit.</translation>
    </message>
    <message numerus="yes">
        <source>Your longest example that is used has %n tokens.</source>
        <translation>
            <numerusform>Ihr längstes benutztes Beispiel hat %n Token.</numerusform>
            <numerusform>Ihr längstes benutztes Beispiel hat %n Token.</numerusform>
        </translation>
    </message>
    <message>
        <source>All examples fit.</source>
        <translation>Alle Beispiele passen.</translation>
    </message>
    <message numerus="yes">
        <source>%n examples are left out, most often because they are longer.</source>
        <translation>
            <numerusform>%n Beispiel bleibt aus, meist weil es länger ist.</numerusform>
            <numerusform>%n Beispiele bleiben aus, meist weil sie länger sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>luthier::ui::WizardPage</name>
    <message>
        <source>Begin ane&amp;w</source>
        <translation>Neu an&amp;fangen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Cont&amp;inue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>&amp;Start training (%1)</source>
        <translation>Training &amp;starten (%1)</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;starten</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>&amp;Neues Training</translation>
    </message>
</context>
<context>
    <name>luthier::ui::XRayView</name>
    <message numerus="yes">
        <source>What the model sees: %n tokens</source>
        <translation>
            <numerusform>Was das Modell sieht: %n Token</numerusform>
            <numerusform>Was das Modell sieht: %n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✂ longer than %n tokens from here</source>
        <translation>
            <numerusform>✂ ab hier länger als %n Token</numerusform>
            <numerusform>✂ ab hier länger als %n Token</numerusform>
        </translation>
    </message>
</context>
</TS>
